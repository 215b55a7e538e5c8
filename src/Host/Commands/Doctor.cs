using System.Text.Encodings.Web;
using System.Text.Json;
using Kaki.Host.Health;
using Kaki.Kernel.Words;

namespace Kaki.Host.Commands;

/// <summary><c>kaki doctor</c>: looks a site over, running or not, and says what to do about what it finds.</summary>
internal static class Doctor
{
    private const string Usage = """
        kaki doctor [--data DIR] [--postgres "Host=…;Database=…"] [--fix]

        Looks at migrations, clocks, nodes, keys, data folder, outbox, letters, schedule, derived rows, disk, last backup, blob store, pictures, and at what must
        always hold in the tables (stock, counters, orders). Ends with 1 when something is bad. The last line is JSON.

          --fix       make counters and the like anew from the rows they count; money and stock are never touched
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args, OpenSite.Options, ["--fix"]);
        if (arguments.Help)
        {
            Console.WriteLine(Usage);
            return 0;
        }
        arguments.NoRest();
        using var cancel = OpenSite.CtrlC();
        await using var app = await OpenSite.Of(arguments);
        await using var scope = app.Services.CreateAsyncScope();
        var words = app.Services.GetRequiredService<Words>();
        var found = new List<Finding>();
        await foreach (var finding in scope.ServiceProvider.GetRequiredService<Checkup>().Thorough(arguments.Has("--fix"), cancel.Token))
        {
            found.Add(finding);
            Print(finding, words);
        }
        Console.WriteLine(Summary(found));
        return found.Any(f => f.Standing == Standing.Bad) ? 1 : 0;
    }

    private static void Print(Finding f, Words words)
    {
        var language = OpenSite.Language;
        Console.WriteLine($"{f.Standing.ToString().ToLowerInvariant(),-5} {words.In(language, "check." + f.Check)}: {words.In(language, f.Words, f.Args)}");
        if (f.Standing != Standing.Ok) Console.WriteLine("      → " + words.In(language, f.Words + ".fix", f.Args));
    }

    internal static string Summary(IReadOnlyList<Finding> found) => JsonSerializer.Serialize(new
    {
        ok = found.Count(f => f.Standing == Standing.Ok),
        warn = found.Count(f => f.Standing == Standing.Warn),
        bad = found.Count(f => f.Standing == Standing.Bad),
        checks = found.Select(f => new { check = f.Check, standing = f.Standing.ToString().ToLowerInvariant(), code = f.Code, args = f.Args }),
    }, Json);
}
