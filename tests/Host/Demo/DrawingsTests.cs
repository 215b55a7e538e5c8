using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kaki.Host.Demo.Drawings;

namespace Kaki.Tests.Host.Demo;

public partial class DrawingsTests
{
    // Names and places were worked out by an independent composer in another language from the same data.
    [Theory]
    [InlineData(316u, "scene", "outfit", "night-city", "3:4",
        "walking 829,1315; monstera 454,1395; handbag 1185,1445")]
    [InlineData(21u, "scene", "travel", null, "4:3",
        "hiker 863,1269; suitcase 360,1360; backpack 1245,1418")]
    [InlineData(1407u, "scene", "reading", "sage-linen", null,
        "tree 1392,1230; reading 578,1315")]
    [InlineData(8u, "flatlay", "cooking", "butter", "3:4",
        "ramen 802,789; egg 429,283; lemon 1157,287; salad 459,1330; bread 1173,1323")]
    [InlineData(77u, "flatlay", "tech", null, "1:1",
        "phone 583,628; notebook 1090,585; headphones 496,1201; watch 1049,1139")]
    [InlineData(2024u, "flatlay", "coffee", "mocha", "4:3",
        "notebook 253,1236; latte 277,560; hands 800,1083")]
    [InlineData(12u, "product", null, "sea-salt", "1:1",
        "watch 800,900")]
    [InlineData(90210u, "product", null, null, null,
        "dress 800,900")]
    [InlineData(5u, "close", "beauty", "lychee", "3:4",
        "sunscreen 248,140; mirror 1344,1524; hairclip 811,816")]
    [InlineData(404u, "close", "dessert", null, null,
        "toast 320,73; latte 1379,1512; lemon 857,840")]
    [InlineData(33u, "headline", "home", "retro-pop", "3:4",
        "frame 560,560; floorlamp 946,1360; armchair 554,1444")]
    [InlineData(34u, "headline", "festival", null, "1:1",
        "dumplings 406,1260; mooncake 777,1260; tanghulu 1194,1260")]
    [InlineData(36u, "headline", "camping", "denim", "3:4",
        "thermos 440,208; map 1136,192; book 392,1376; lemon 920,1424; camera 1340,1280")]
    [InlineData(37u, "headline", "pets", "celadon", "3:4",
        "catnap 824,1181")]
    [InlineData(61u, "collage", "city", "persimmon-orchard", "3:4",
        "tree 1392,1270; walking 604,1346; bicycle 1172,1438; phone 429,683; camera 353,1191; sunglasses 1214,619; tote 1122,1157")]
    [InlineData(62u, "collage", "fitness", null, "1:1",
        "salad 561,425; racket 1116,370; phone 523,1190; cap 1054,1117; frame 1090,450; yoga 652,1353; sneakers 1077,1441; headphones 320,399; lemon 1329,1446; salad 811,921")]
    [InlineData(4294967295u, null, null, null, null,
        "tree 208,1270; photographer 1041,1346; dog 493,1438; earrings 756,911; sunglasses 265,533; sunhat 130,1004; hairclip 407,1349; coat 966,465; scarf 1384,676; handbag 1301,1257")]
    public void A_seed_puts_the_same_things_in_the_same_places(uint seed, string? kind, string? theme, string? palette, string? ratio, string expected)
    {
        var placed = Composer.Picture(seed, kind, theme, palette, ratio).Things;
        string.Join("; ", placed.Select(p => $"{p.Thing} {p.X.F0()},{p.Y.F0()}")).ShouldBe(expected);
    }

    [Fact]
    public void The_dice_roll_what_mulberry32_rolls_elsewhere()
    {
        var dice = new Dice(316);
        new[] { dice.Roll(), dice.Roll(), dice.Roll() }.ShouldBe([0.7956752339377999, 0.04824294243007898, 0.8194490268360823]);
    }

    [Fact]
    public void Every_theme_composes_in_every_kind_and_ratio()
    {
        foreach (var theme in Library.Themes)
            foreach (var kind in new[] { "scene", "flatlay", "headline", "close", "collage", "product" })
                foreach (var ratio in new[] { "3:4", "1:1", "4:3" })
                {
                    var svg = Composer.Compose(7, kind, theme.Name, null, ratio);
                    svg.ShouldNotContain("{{", customMessage: $"{theme.Name} {kind}");
                    XDocument.Parse(svg).Root!.Name.LocalName.ShouldBe("svg");
                }
    }

    [Fact]
    public void Every_thing_has_a_face_and_a_product_picture()
    {
        foreach (var thing in Library.Things)
        {
            XDocument.Parse(Composer.Product(3, thing.Name, "denim")).Root!.Attribute("width")!.Value.ShouldBe("1080");
            XDocument.Parse(Composer.Avatar(3, thing.Name, "denim")).Root!.Attribute("width")!.Value.ShouldBe("512");
        }
    }

    [Fact]
    public void No_clip_or_gradient_is_named_twice_in_a_picture()
    {
        var ids = Id().Matches(Composer.Compose(61, "collage", "city", "persimmon-orchard", "3:4")).Select(m => m.Value).ToList();
        ids.ShouldNotBeEmpty();
        ids.ShouldBeUnique();
    }

    [Fact]
    public void Variants_of_a_product_differ_in_colour_alone()
    {
        var (sea, plum) = (Composer.Product(12, "kettle", "sea-salt"), Composer.Product(12, "kettle", "plum-ink"));
        sea.ShouldNotBe(plum);
        sea.ShouldContain("#4f8fb5");
        plum.ShouldContain("#8a3f5f");
        Colour().Replace(sea, "").ShouldBe(Colour().Replace(plum, ""));
    }

    [Fact]
    public void What_is_asked_for_is_in_the_picture()
    {
        foreach (var kind in new[] { "flatlay", "close", "product", "headline" })
            for (uint seed = 0; seed < 20; seed++)
                Composer.Picture(seed, kind, "tech", null, "3:4", ["teapot"]).Things.Select(p => p.Thing).ShouldContain("teapot", $"{kind} {seed}");
    }

    [Fact]
    public void An_English_cover_carries_no_Chinese()
    {
        for (uint seed = 0; seed < 30; seed++)
        {
            var svg = Composer.Headline(seed, "coffee", null, null, ["Pour-over at home, one year in"]);
            svg.ShouldNotContain(c => c >= '\u4e00' && c <= '\u9fff');
            Said(svg).ShouldContain("Pour-over at home, one year in");
        }
    }

    [Theory]
    [InlineData("在家手冲一年，我终于搞懂了水温")]
    [InlineData("针织入门：第一条围巾用什么线")]
    [InlineData("凌晨四点被风叫醒，帐篷居然还在，人也还在")]
    public void A_Chinese_title_is_broken_outside_its_words(string title)
    {
        for (uint seed = 0; seed < 30; seed++)
        {
            var lines = Lines(Composer.Headline(seed, "home", null, null, [title]));
            lines.ShouldAllBe(line => line.Length <= 10);
            string.Concat(lines).ShouldBe(title.Replace("，", "").Replace("：", ""));
            foreach (var word in new[] { "搞懂", "水温", "围巾", "帐篷", "居然" }.Where(title.Contains))
                lines.ShouldContain(line => line.Contains(word));
        }
    }

    [Fact]
    public void Words_given_cannot_become_markup_and_symbols_without_a_glyph_are_left_out()
    {
        var svg = Composer.Headline(4, "home", null, "3:4", ["</text><script>x & y</script> 🌿"]);
        XDocument.Parse(svg).Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
        svg.ShouldNotContain("🌿");
    }

    [Fact]
    public void Every_thing_and_ground_a_theme_names_exists()
    {
        foreach (var theme in Library.Themes)
        {
            string[] things = [.. theme.Flat, .. theme.Table, .. theme.Room, .. theme.Out, .. theme.Headlines.SelectMany(h => h.Objects ?? [])];
            things.ShouldAllBe(name => Library.Thing(name).Name == name);
            theme.Top.Concat(theme.Stand).ShouldAllBe(name => Library.Ground(name).Name == name);
        }
    }

    [Fact]
    public void Stickers_on_a_cover_are_all_different()
    {
        for (uint seed = 0; seed < 60; seed++)
            Composer.Picture(seed, "headline", "travel", null, "3:4").Things.Select(p => p.Thing).ShouldBeUnique($"seed {seed}");
    }

    [Fact]
    public async Task Drawings_become_PNG_of_the_house_width_in_their_order()
    {
        string[] drawings = [.. Enumerable.Range(0, 18).Select(i => Composer.Avatar((uint)i, "cat", "butter")), Composer.Compose(1, "headline", "home", null, "4:3")];
        var pictures = await Render.Png(drawings, TestContext.Current.CancellationToken);
        pictures.Count.ShouldBe(19);
        pictures.ShouldAllBe(bytes => Encoding.ASCII.GetString(bytes, 1, 3) == "PNG");
        WidthOf(pictures[0]).ShouldBe(512);
        WidthOf(pictures[18]).ShouldBe(1080);
    }

    static int WidthOf(byte[] png) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));

    static List<string> Lines(string svg) =>
        [.. XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text" && (string?)e.Attribute("font-weight") == "700" && (string?)e.Attribute("font-size") != "42").Select(e => e.Value)];

    static string Said(string svg) => string.Join(' ', Lines(svg));

    [GeneratedRegex("#[0-9a-f]{6}")] private static partial Regex Colour();
    [GeneratedRegex(" id=\"[^\"]+\"")] private static partial Regex Id();
}
