using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kaki.Host.Http;
using Kaki.Host.Import;
using Kaki.Host.Import.Reading;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;

namespace Kaki.Host.Commands;

/// <summary><c>kaki import lifestyle</c>: real pictures, goods and reviews into a site.</summary>
internal static class ImportCommand
{
    private const string Usage = """
        kaki import lifestyle --from DIR [--data DIR] [--postgres "Host=…;Database=…"] [--most N] [--password WORD]

        Brings in the outdoor catalogue, the appliances, groceries and garments with their reviews as goods of four shops,
        and the photos of clothes, groceries and flowers as notes of generated members. A new site is made where there is none.

          --from      the folder of the data
          --most      at most so many of each family: products, notes, garments, reviews of a garment
          --password  what the generated members and an operator, bowuguan, sign in with; without it they have no way in

        A row that cannot be read is told with file and line and passed over. Doing it again changes nothing; after Ctrl+C or
        worse the same command goes on where it stopped. The last line is JSON.
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args, [.. OpenSite.Options, "--from", "--most", "--password"]);
        if (arguments.Help || arguments.Rest is not ["lifestyle"])
        {
            Console.WriteLine(Usage);
            return arguments.Help ? 0 : 2;
        }
        var folder = new LifestyleFolder(arguments.Needed("--from"));
        var most = arguments.Number("--most", int.MaxValue);
        if (most < 1) throw new UsageError("--most wants a number from 1.");
        using var cancel = OpenSite.CtrlC();
        await using var app = await OpenSite.Of(arguments, mustExist: false, [$"--Pictures:Workers={Environment.ProcessorCount}"]);
        try
        {
            Console.WriteLine(await Import(app, folder, most, arguments["--password"], Console.Error, cancel.Token));
            return 0;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("\nStopped. What was brought in stays; the same command goes on from here.");
            return 130;
        }
    }

    /// <returns>What was brought, as JSON.</returns>
    internal static async Task<string> Import(WebApplication app, LifestyleFolder folder, int most, string? password, TextWriter to, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await app.Migrate();
        await using var turn = await FillTurn.Take(app.Services.GetRequiredService<DatabaseSettings>());
        await using var node = await app.Services.TakeNode(cancel);
        var troubles = new Troubles(to);
        var bringing = new Bringing(app.Services, folder, await Begun(app.Services), most, troubles, to, cancel);
        await new ImportLifestyle(bringing, password).Run();
        return Summary(bringing.Tally, troubles, watch.Elapsed);
    }

    // An import that goes on counts its times back from when it began, so that it ends as if it had never been cut off.
    private static async Task<Instant> Begun(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<BroughtBook>();
        if ((await book.Of(Bringing.Source, "import")).TryGetValue("begun", out var micros)) return new Instant(micros);
        var now = Instant.Now(services.GetRequiredService<TimeProvider>());
        book.Add(Bringing.Source, "import", "begun", now.Micros);
        await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
        return now;
    }

    private static string Summary(Tally tally, Troubles troubles, TimeSpan took) => JsonSerializer.Serialize(new
    {
        import = "lifestyle", tally.People, tally.Shops, tally.Products, tally.Notes, tally.Purchases, tally.Reviews, tally.Pictures,
        skipped = troubles.Count, rows = troubles.Listed, seconds = Math.Round(took.TotalSeconds, 1),
    }, Json);
}
