using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Who asks for less motion gets none.</summary>
public class MotionTests
{
    // Longer than a frame, or for ever.
    private const string Moving = """
        () => {
          const long = text => text.split(',').some(t => parseFloat(t) * (t.includes('ms') ? 1 : 1000) > 20);
          const styles = [...document.querySelectorAll('*')].flatMap(e => [getComputedStyle(e), getComputedStyle(e, '::before'), getComputedStyle(e, '::after')].map(s => [e, s]));
          return styles.filter(([, s]) => long(s.transitionDuration) || (s.animationName !== 'none' && long(s.animationDuration)) || s.scrollBehavior === 'smooth').map(([e]) => e.className || e.tagName);
        }
        """;

    private static async Task<HashSet<string>> Seen(Look look)
    {
        var moving = new HashSet<string>();
        await using var visitor = await Chrome.Visit(look);
        await visitor.As(Who.Reader);
        foreach (var path in new[] { "/", $"/notes/{visitor.Town.Note}", $"/goods/{visitor.Town.Product}", "/cart", "/publish", "/settings" })
        {
            await visitor.Go(path);
            moving.UnionWith(await visitor.Page.EvaluateAsync<string[]>(Moving));
        }
        return moving;
    }

    [Fact]
    public async Task Nothing_moves_for_who_asked_for_less() => (await Seen(new())).ShouldBeEmpty();

    [Fact]
    public async Task Something_moves_for_everybody_else() => (await Seen(new(Motion: true))).ShouldNotBeEmpty();
}
