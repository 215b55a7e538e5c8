using System.Text;
using System.Text.Json;

namespace Kaki.Browser.Tests.Harness;

/// <summary>axe-core, brought into a page from outside it: the page's own policy lets no foreign script in.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Path.Combine(Folder, "node_modules", "axe-core", "axe.min.js")));

    /// <summary>tests/Browser of the source this was built from.</summary>
    private static string Folder
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (File.Exists(Path.Combine(at.FullName, "Kaki.Browser.Tests.csproj"))) return at.FullName;
            throw new InvalidOperationException("tests/Browser is not above this program.");
        }
    }

    /// <summary>Brings axe into every page to come at once: sent by itself into each, it takes as long as its work there.</summary>
    public static Task Join(IBrowserContext context) => context.AddInitScriptAsync(Script.Value);

    /// <summary>What axe finds, one line each: rule, words, and the element.</summary>
    public static async Task<IReadOnlyList<string>> Look(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script.Value);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        return [.. found.EnumerateArray().SelectMany(Lines)];
    }

    private static IEnumerable<string> Lines(JsonElement rule) => rule.GetProperty("nodes").EnumerateArray().Take(4).Select(node =>
        new StringBuilder(rule.GetProperty("id").GetString()).Append(": ").Append(rule.GetProperty("help").GetString())
            .Append(" — ").Append(node.GetProperty("html").GetString()).Append(' ').Append(node.GetProperty("failureSummary").GetString()?.ReplaceLineEndings(" ")).ToString());
}
