using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Every page, both sizes, both themes, both languages, as pictures to look at: bin/lib/shots DIR.</summary>
public class PicturesOfPages
{
    [Fact(Explicit = true)]
    public async Task Take()
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable("KAKI_SHOTS") ?? "shots").FullName;
        foreach (var language in new[] { "zh-CN", "en" })
            foreach (var dark in new[] { false, true })
                foreach (var desk in new[] { false, true })
                    foreach (var who in Enum.GetValues<Who>())
                        await Walk(folder, new(language, dark, desk), who);
    }

    private static async Task Walk(string folder, Look look, Who who)
    {
        await using var visitor = await Chrome.Visit(look);
        await visitor.As(who);
        foreach (var page in Pages.All.Where(p => p.Who == who))
        {
            await visitor.Go(page.Path(visitor.Town));
            var name = string.Concat(page.ToString().Trim('/').Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{look.Language}.{(look.Dark ? "dark" : "light")}.{(look.Desk ? "desk" : "phone")}.png") });
        }
    }
}
