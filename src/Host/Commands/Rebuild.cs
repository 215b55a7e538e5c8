using System.Diagnostics;
using System.Text.Json;
using Kaki.Kernel.Care;

namespace Kaki.Host.Commands;

/// <summary><c>kaki rebuild</c>: makes projections (day counters, search index) anew from tables and journal.</summary>
internal static class Rebuild
{
    private const string Usage = """
        kaki rebuild [NAME …] [--data DIR] [--postgres "Host=…;Database=…"]

        Makes anew what is only derived from other rows. Without a name: all of it.
        """;

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args, OpenSite.Options);
        if (arguments.Help)
        {
            Console.WriteLine(Usage);
            return 0;
        }
        using var cancel = OpenSite.CtrlC();
        await using var app = await OpenSite.Of(arguments);
        var watch = Stopwatch.StartNew();
        var names = await All(app.Services, arguments.Rest, cancel.Token);
        Console.WriteLine(JsonSerializer.Serialize(new { rebuilt = names, seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) }));
        return 0;
    }

    public static async Task<IReadOnlyList<string>> All(IServiceProvider services, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var projections = scope.ServiceProvider.GetServices<IProjection>().ToList();
        if (names.FirstOrDefault(n => projections.All(p => p.Name != n)) is { } unknown)
            throw new UsageError($"{unknown} is not known; there are: {string.Join(", ", projections.Select(p => p.Name))}.");
        var chosen = projections.Where(p => names.Count == 0 || names.Contains(p.Name)).ToList();
        foreach (var projection in chosen)
        {
            using var line = new ProgressLine(projection.Name);
            await projection.Rebuild(line, cancel);
        }
        return [.. chosen.Select(p => p.Name)];
    }
}
