using System.Text.Json;
using Kaki.Tests.Kernel.Pictures;

namespace Kaki.Tests.Host.Bench;

/// <summary><c>kaki bench copies</c> as it is typed: the edits draw in a process of their own, for drawing letters ruins the heap of one that goes on.</summary>
public sealed class CopiesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-copies-").FullName;

    [Fact]
    public async Task Every_edit_is_made_and_led_back_to_its_picture_and_to_no_other()
    {
        await Put("a.png", Samples.Png(Scene(1)));
        await Put("b.jpg", Samples.Jpeg(Scene(2)));
        await Put("c.webp", Samples.As("webp", Samples.Jpeg(Scene(3))));
        await Put("read.me", "no picture"u8.ToArray());
        var (code, said) = await SiteProcess.Run("bench", "copies", "--pictures", folder);
        code.ShouldBe(0, said);
        var line = JsonDocument.Parse(said.Trim().Split('\n')[^1]).RootElement;
        line.GetProperty("pictures").GetInt32().ShouldBe(3);
        var edits = line.GetProperty("recall_per_edit").EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetDouble());
        edits.Count.ShouldBe(24);
        edits.Where(e => e.Value < 0.6).ShouldBeEmpty();
        line.GetProperty("recall").GetDouble().ShouldBeGreaterThan(0.9);
        line.GetProperty("false_matches").GetInt32().ShouldBe(0);
        line.GetProperty("whole_hash_recall").GetDouble().ShouldBeInRange(0.3, 0.9, "crops, collages and frames change the hash of the whole: edits that edit nothing would not");
    }

    [Theory]
    [InlineData("cut.png", "\x89PNG\r\n\x1a\n")]
    [InlineData("text.jpg", "Not a picture at all")]
    public async Task A_file_that_is_no_picture_is_named(string name, string content)
    {
        await Put("a.png", Samples.Png(Scene(1)));
        await Put(name, [.. content.Select(c => (byte)c)]);
        var (code, said) = await SiteProcess.Run("bench", "copies", "--pictures", folder);
        code.ShouldBe(1);
        said.ShouldContain(name);
        said.ShouldNotContain("   at ");
    }

    // Discs of many sizes on a slope of colour: corners to recognise, and an up that is not its down.
    private static Pixels Scene(int seed)
    {
        var chance = new Random(seed);
        var discs = Enumerable.Range(0, 90).Select(_ => (X: chance.Next(360), Y: chance.Next(280), R: chance.Next(4, 40), Colour: (chance.Next(256), chance.Next(256), chance.Next(256)))).ToArray();
        return Pixels.Draw(360, 280, (x, y) => discs.LastOrDefault(d => (d.X - x) * (d.X - x) + (d.Y - y) * (d.Y - y) < d.R * d.R) is { R: > 0 } disc ? disc.Colour : (60 + x / 3, 90 + y / 3, 200 - (x + y) / 5));
    }

    private Task Put(string name, byte[] content) => File.WriteAllBytesAsync(Path.Combine(folder, name), content);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
