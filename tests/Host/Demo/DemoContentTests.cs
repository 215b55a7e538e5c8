using Kaki.Host.Demo;

namespace Kaki.Tests.Host.Demo;

public class DemoContentTests
{
    [Fact]
    public void Comments_in_both_languages_hold_stickers_and_only_drawn_ones()
    {
        var byLanguage = new DemoContent().Notes.ToLookup(n => n.Lang, n => (n.Comments ?? []).SelectMany(c => (DemoComment[])[c, .. c.Replies ?? []]).Select(c => c.Sticker).OfType<string>());
        foreach (var language in new[] { "zh", "en" })
        {
            var stickers = byLanguage[language].SelectMany(s => s).ToList();
            stickers.Count.ShouldBeGreaterThan(2, language);
            stickers.ShouldBeSubsetOf(Kaki.Place.Stickers.Codes);
        }
    }
}
