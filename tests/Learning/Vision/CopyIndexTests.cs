using Kaki.Learning.Models;
using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class CopyIndexTests
{
    const int Pictures = 12;
    const int Chosen = 5;

    static readonly Painted[] pictures = [.. Enumerable.Range(0, Pictures).Select(i => Painted.Scene(100 + i, 360, 270, 120))];
    static readonly Painted picture = pictures[Chosen];
    static readonly CopyIndex index = Filled();

    public static TheoryData<string> Edits => [.. edits.Keys];

    static readonly Dictionary<string, Func<Painted>> edits = new()
    {
        ["as it is"] = () => picture,
        ["mirrored"] = () => picture.Laid(Pose.Mirrored),
        ["turned"] = () => picture.Laid(Pose.QuarterRight),
        ["upside down"] = () => picture.Laid(Pose.UpsideDown),
        ["turned by seven degrees"] = () => Turned(7),
        ["its middle"] = () => picture.Fetch(216, 162, (x, y) => (x + 72, y + 54)),
        ["its left half"] = () => picture.Fetch(180, 270, (x, y) => (x, y)),
        ["half as large"] = () => picture.Fetch(180, 135, (x, y) => (2 * x + 0.5, 2 * y + 0.5)),
        ["framed"] = () => Laid(Painted.Plain(460, 360, 255), picture, 50, 45),
        ["beside another"] = () => Laid(Laid(Painted.Plain(720, 270, 0), pictures[0], 0, 0), picture, 360, 0),
        ["on a tall screen"] = () => Laid(Painted.Plain(360, 780, 20), picture, 0, 255),
        ["written over"] = () => Laid(picture, Painted.Plain(216, 68, 0), 60, 100),
        ["darker"] = () => picture.Each(v => v * 0.7),
        ["flatter"] = () => picture.Each(v => 60 + v * 0.5),
        ["grey"] = () => Painted.From(picture.Width, picture.Height, (x, y) => picture.At(x, y) is var (r, g, b) ? (0.299 * r + 0.587 * g + 0.114 * b, 0.299 * r + 0.587 * g + 0.114 * b, 0.299 * r + 0.587 * g + 0.114 * b) : default),
    };

    [Theory, MemberData(nameof(Edits))]
    public void An_edited_picture_leads_to_the_one_it_was_made_from(string edit)
    {
        var found = index.Find(Ask(edits[edit]()));
        found.ShouldContain(copy => copy.Id == Chosen);
        found.Count.ShouldBe(edit == "beside another" ? 2 : 1);
    }

    [Fact]
    public void Another_picture_leads_nowhere() => Enumerable.Range(0, 5).ShouldAllBe(i => index.Find(Ask(Painted.Scene(900 + i, 360, 270, 120))).Count == 0);

    [Fact]
    public void The_alignment_says_where_the_picture_lies()
    {
        var copy = index.Find(Ask(edits["its middle"]()))[0];
        // the middle's top left corner, in units of the whole one's width
        var (x, y) = copy.Alignment.Of(0, 0);
        x.ShouldBe(72 / 360f, 0.01);
        y.ShouldBe(54 / 360f, 0.01);
        copy.Alignment.Mirrored.ShouldBeFalse();
        copy.Overlap.OfKept.ShouldBe(0.36f, 0.05);
        copy.Overlap.OfAsked.ShouldBeGreaterThan(0.8f);
        index.Find(Ask(edits["mirrored"]()))[0].Alignment.Mirrored.ShouldBeTrue();
    }

    [Fact]
    public void The_same_ground_under_another_thing_is_no_copy()
    {
        static Painted On(Func<int, int, bool> thing, double level) => Painted.From(360, 270, (x, y) => thing(x, y) ? (level, level, level) : (pictures[2].At(x, y).R, pictures[2].At(x, y).G, pictures[2].At(x, y).B));
        var mine = new CopyIndex();
        mine.Put(1, Fingerprint.Of(On((x, y) => x > 60 && x < 300 && y > 40 && y < 230, 30).Pixels));
        mine.Find(Ask(On((x, y) => Math.Abs(x - 180) + Math.Abs(y - 135) < 150, 240))).ShouldBeEmpty();
    }

    [Fact]
    public void A_picture_without_landmarks_is_found_by_its_hash()
    {
        var scene = Painted.Scene(300);
        var mine = Filled();
        mine.Put(77, Fingerprint.Of(scene.Pixels, 0));
        mine.Find(Ask(scene.Each(v => v * 0.8))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(copy => copy.Id.ShouldBe(77), copy => copy.Places.ShouldBe(0));
    }

    [Fact]
    public void Plain_and_tiny_pictures_are_kept_and_lead_nowhere()
    {
        var mine = new CopyIndex();
        mine.Put(1, Fingerprint.Of(Painted.Plain(100, 100, 0).Pixels));
        mine.Put(2, Fingerprint.Of(Painted.Plain(1, 1, 0).Pixels));
        mine.Count.ShouldBe(2);
        mine.Find(Ask(Painted.Plain(100, 100, 0))).ShouldBeEmpty();
        mine.Find(Ask(picture)).ShouldBeEmpty();
        new CopyIndex().Find(Ask(picture)).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_removed_or_replaced_is_found_no_more()
    {
        var mine = Filled();
        mine.Remove(Chosen).ShouldBeTrue();
        mine.Remove(Chosen).ShouldBeFalse();
        mine.Find(Ask(picture)).ShouldBeEmpty();
        mine.Put(3, Fingerprint.Of(picture.Pixels));
        mine.Find(Ask(picture)).ShouldHaveSingleItem().Id.ShouldBe(3);
        mine.Find(Ask(pictures[3])).ShouldBeEmpty();
        mine.Count.ShouldBe(Pictures - 1);
    }

    [Fact]
    public void A_kept_picture_has_at_most_256_landmarks() =>
        Should.Throw<ArgumentException>(() => new CopyIndex().Put(1, Ask(Painted.Scene(1, 400, 300, 500))));

    [Fact]
    public void What_is_saved_is_loaded_and_a_torn_or_foreign_file_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            index.Save(path);
            var loaded = CopyIndex.Load(path);
            loaded.Count.ShouldBe(Pictures);
            loaded.Find(Ask(edits["its middle"]())).ShouldBe(index.Find(Ask(edits["its middle"]())));
            var bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
            Should.Throw<ModelFileException>(() => CopyIndex.Load(path)).Fault.ShouldBe(ModelFault.Torn);
            new PdqIndex().Save(path);
            Should.Throw<ModelFileException>(() => CopyIndex.Load(path)).Fault.ShouldBe(ModelFault.OtherKind);
        }
        finally
        {
            File.Delete(path);
        }
    }

    static CopyIndex Filled()
    {
        var filled = new CopyIndex();
        for (var i = 0; i < Pictures; i++) filled.Put(i, Fingerprint.Of(pictures[i].Pixels));
        return filled;
    }

    static Fingerprint Ask(Painted asked) => Fingerprint.Of(asked.Pixels, Fingerprint.ToAsk);

    static Painted Turned(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return picture.Fetch(360, 270, (x, y) => ((x - 180) * cos - (y - 135) * sin + 180, (x - 180) * sin + (y - 135) * cos + 135));
    }

    static Painted Laid(Painted on, Painted what, int left, int top) => Painted.From(on.Width, on.Height, (x, y) =>
    {
        var (r, g, b) = x >= left && x < left + what.Width && y >= top && y < top + what.Height ? what.At(x - left, y - top) : on.At(x, y);
        return (r, g, b);
    });
}
