using System.Net;
using System.Xml.Linq;
using Kaki.Kernel.Data;
using Kaki.Kernel.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Stickers;

public class DrawStickerTests
{
    [Fact]
    public async Task Every_sticker_is_drawn_small_enough_and_named_in_both_languages()
    {
        var site = TestSite.On(Provider.Sqlite);
        using var scope = site.Scope();
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        foreach (var code in Kaki.Place.Stickers.Codes)
        {
            var answer = await site.Browser().GetAsync(Kaki.Place.Stickers.UrlOf(code));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
            var drawing = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            drawing.Length.ShouldBeInRange(1500, 12_000, code);
            drawing.ShouldNotContain("{{");
            XDocument.Parse(drawing).Root!.Name.LocalName.ShouldBe("svg");
            Words.Languages.Select(l => words.In(l, $"sticker.{code}")).ShouldAllBe(w => w != $"sticker.{code}");
        }
    }

    [Fact]
    public async Task A_sticker_that_is_not_there_is_not_drawn() =>
        (await TestSite.On(Provider.Sqlite).Browser().GetAsync("/stickers/unicorn.svg")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
