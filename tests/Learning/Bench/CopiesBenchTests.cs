using System.Text.Json;
using Kaki.Learning.Bench;
using Kaki.Learning.Tests.Vision;
using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public sealed class CopiesBenchTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("copies").FullName;

    [Fact]
    public void It_counts_what_is_found_what_is_not_and_what_is_another()
    {
        var line = Run(["a.png", "b.jpg", "c.webp", "read.me"], ["mirrored", "lost", "swapped"]);
        line.GetProperty("pictures").GetInt32().ShouldBe(3);
        line.GetProperty("asked").GetInt32().ShouldBe(9);
        line.GetProperty("pairs").GetInt32().ShouldBe(9 * 2);
        line.GetProperty("recall").GetDouble().ShouldBe(1 / 3.0, 1e-4);
        line.GetProperty("recall_per_edit").GetProperty("mirrored").GetDouble().ShouldBe(1);
        line.GetProperty("recall_per_edit").GetProperty("lost").GetDouble().ShouldBe(0);
        line.GetProperty("false_matches").GetInt32().ShouldBe(3, "each picture swapped for the next");
        line.GetProperty("same_pictures").GetInt32().ShouldBe(0);
    }

    [Fact]
    public void Pictures_that_were_the_same_before_are_counted_apart()
    {
        var line = Run(["a.png", "a-again.png", "b.png"], ["mirrored"]);
        line.GetProperty("same_pictures").GetInt32().ShouldBe(1);
        line.GetProperty("pairs").GetInt32().ShouldBe(3 * 2 - 2);
        line.GetProperty("false_matches").GetInt32().ShouldBe(0);
        line.GetProperty("recall").GetDouble().ShouldBe(1);
    }

    [Fact]
    public void A_folder_of_one_picture_or_none_is_refused()
    {
        Should.Throw<InvalidDataException>(() => Run(["a.png"], ["mirrored"]));
        Should.Throw<DirectoryNotFoundException>(() => CopiesBench.Run(Path.Combine(folder, "nowhere"), Workshop(["mirrored"]), TextWriter.Null, TestContext.Current.CancellationToken));
    }

    JsonElement Run(string[] files, string[] edits)
    {
        foreach (var file in files) File.WriteAllText(Path.Combine(folder, file), "");
        return JsonDocument.Parse(CopiesBench.Run(folder, Workshop(edits), TextWriter.Null, TestContext.Current.CancellationToken)).RootElement;
    }

    static CopiesBench.Workshop Workshop(string[] edits) => new(edits, path => Picture(Scene(path)), (edit, path, other, _) => Picture(edits[edit] switch
    {
        "mirrored" => Scene(path).Laid(Pose.Mirrored),
        "swapped" => Scene(other),
        _ => Painted.Plain(64, 64, 0),
    }));

    // the first letter of the name is the picture
    static Painted Scene(string path) => Painted.Scene(Path.GetFileName(path)[0], 240, 180, 80);

    static BenchPicture Picture(Painted painted) => new(painted.Rgb, painted.Width, painted.Height);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
