using Kaki.Kernel.Pictures;
using Kaki.Learning.Bench;

namespace Kaki.Host.Bench;

/// <summary>What people do to a picture before they post it as theirs: the edits of <c>kaki bench copies</c>.</summary>
internal static class PictureEdits
{
    private delegate VipsImage Edit(Easel easel, VipsImage picture, VipsImage other, int number);

    private static readonly (string Name, Edit Run)[] all =
    [
        ("jpeg_30", (easel, picture, _, _) => easel.Through("jpegsave_buffer", picture, 30)),
        ("webp_30", (easel, picture, _, _) => easel.Through("webpsave_buffer", picture, 30)),
        ("half_size", (easel, picture, _, _) => easel.Resized(picture, picture.Width / 2, picture.Height / 2)),
        ("double_size", (easel, picture, _, _) => easel.Resized(picture, picture.Width * 2, picture.Height * 2)),
        ("blur_2px", (easel, picture, _, _) => easel.Run("gaussblur", picture, ("sigma", 2))),
        ("sharpened", (easel, picture, _, _) => easel.Run("colourspace", easel.Run("sharpen", picture, ("sigma", 1.5), ("m1", 1), ("m2", 4)), ("space", "srgb"))),
        ("brighter_30", (easel, picture, _, _) => Linear(easel, picture, 1.3, 0)),
        ("darker_30", (easel, picture, _, _) => Linear(easel, picture, 0.7, 0)),
        ("contrast_up_30", (easel, picture, _, _) => Linear(easel, picture, 1.3, -0.3 * 128)),
        ("contrast_down_30", (easel, picture, _, _) => Linear(easel, picture, 0.7, 0.3 * 128)),
        ("grey", (easel, picture, _, _) => easel.Run("colourspace", easel.Run("colourspace", picture, ("space", "b-w")), ("space", "srgb"))),
        ("hue_20", (easel, picture, _, _) => Hue(easel, picture, 20)),
        ("crop_80", (easel, picture, _, _) => Centre(easel, picture, 0.8)),
        ("crop_60", (easel, picture, _, _) => Centre(easel, picture, 0.6)),
        ("strip_25", Strip),
        ("mirrored", (easel, picture, _, _) => easel.Run("flip", picture, ("direction", "horizontal"))),
        ("turned_90", (easel, picture, _, _) => easel.Run("rot", picture, ("angle", "d90"))),
        ("turned_5", (easel, picture, _, number) => easel.Run("rotate", picture, ("angle", number % 4 < 2 ? 5 : -5), ("background", Ground(number)))),
        ("border_10", Border),
        ("text_15", Text),
        ("logo", Logo),
        ("watermark_30", Watermark),
        ("collage", Collage),
        ("screenshot", Screenshot),
    ];

    private static readonly Lock easels = new();

    public static IReadOnlyList<string> Names { get; } = [.. all.Select(edit => edit.Name)];

    /// <summary>One edit of one picture.</summary>
    /// <param name="edit">Its place in <see cref="Names"/>.</param>
    /// <param name="path">The picture's file.</param>
    /// <param name="other">The file of the picture beside it in a collage.</param>
    /// <param name="number">Chooses the edge, the corner and the ground, so that all of them come up.</param>
    public static BenchPicture Make(int edit, string path, string other, int number)
    {
        // libvips now and then stops the process when several threads draw; the looking goes on beside it
        using var turn = easels.EnterScope();
        using var picture = BenchDarkroom.Open(File.ReadAllBytes(path));
        using var beside = BenchDarkroom.Open(File.ReadAllBytes(other));
        using var easel = new Easel();
        return BenchDarkroom.Pixels(easel.Run("cast", all[edit].Run(easel, picture, beside, number), ("format", "uchar")));
    }

    private static VipsImage Linear(Easel easel, VipsImage picture, double slope, double rise) => easel.Run("linear", picture, ("a", slope), ("b", rise), ("uchar", "true"));

    private static VipsImage Hue(Easel easel, VipsImage picture, double degrees)
    {
        // libvips keeps LCh's hue in degrees and takes what goes beyond 360 as having come round
        var turned = easel.Run("linear", easel.Run("colourspace", picture, ("space", "lch")), ("a", "1 1 1"), ("b", $"0 0 {degrees}"));
        return easel.Run("colourspace", easel.Run("copy", turned, ("interpretation", "lch")), ("space", "srgb"));
    }

    private static VipsImage Centre(Easel easel, VipsImage picture, double share)
    {
        var (width, height) = ((int)(picture.Width * share), (int)(picture.Height * share));
        return easel.Cut(picture, (picture.Width - width) / 2, (picture.Height - height) / 2, width, height);
    }

    private static VipsImage Strip(Easel easel, VipsImage picture, VipsImage other, int number)
    {
        var (width, height) = (picture.Width, picture.Height);
        return (number % 4) switch
        {
            0 => easel.Cut(picture, width / 4, 0, width - width / 4, height),
            1 => easel.Cut(picture, 0, height / 4, width, height - height / 4),
            2 => easel.Cut(picture, 0, 0, width - width / 4, height),
            _ => easel.Cut(picture, 0, 0, width, height - height / 4),
        };
    }

    private static VipsImage Border(Easel easel, VipsImage picture, VipsImage other, int number)
    {
        var (across, down) = (picture.Width / 10, picture.Height / 10);
        return easel.Lay(easel.Sheet(picture.Width + 2 * across, picture.Height + 2 * down, Ground(number)), picture, across, down);
    }

    // a plate with words, 60 % of the width and a quarter of the height
    private static VipsImage Text(Easel easel, VipsImage picture, VipsImage other, int number)
    {
        var (width, height) = (picture.Width * 6 / 10, picture.Height / 4);
        var plate = easel.Ink(easel.Sheet(width, height, Ground(number)), easel.Letters("限时特价 SALE\n今日下单立减 ¥50", width, height), number % 2 == 0 ? "20 20 20" : "250 220 60", 1);
        return easel.Lay(picture, plate, (picture.Width - width) * (number % 3) / 2, (picture.Height - height) * (number / 3 % 3) / 2);
    }

    private static VipsImage Logo(Easel easel, VipsImage picture, VipsImage other, int number)
    {
        var side = Math.Min(picture.Width, picture.Height) / 5;
        var plate = easel.Ink(easel.Sheet(side, side, number % 2 == 0 ? "220 40 60" : "30 90 200"), easel.Letters("柿", side, side), "255 255 255", 1);
        return easel.Lay(picture, plate, number % 2 == 0 ? side / 5 : picture.Width - side - side / 5, number / 2 % 2 == 0 ? side / 5 : picture.Height - side - side / 5);
    }

    // the same word all over, slanting, three parts of ten over the picture
    private static VipsImage Watermark(Easel easel, VipsImage picture, VipsImage other, int number)
    {
        var (width, height) = (picture.Width, picture.Height);
        var word = easel.Run("rotate", easel.Letters("@kaki 柿集", width / 3, height / 10), ("angle", -30));
        var times = 2 + Math.Max(width / word.Width, height / word.Height);
        var mask = easel.Cut(easel.Run("replicate", word, ("across", times), ("down", times)), word.Width / 3, word.Height / 3, width, height);
        return easel.Ink(picture, mask, "255 255 255", 0.3);
    }

    private static VipsImage Collage(Easel easel, VipsImage picture, VipsImage other, int number)
    {
        var beside = easel.Resized(other, (int)((long)other.Width * picture.Height / other.Height), picture.Height);
        var (left, right) = number % 2 == 0 ? (picture, beside) : (beside, picture);
        return easel.Make("join", ("in1", left), ("in2", right), ("direction", "horizontal"));
    }

    // a phone's: the picture as wide as the screen, bars with words above and below
    private static VipsImage Screenshot(Easel easel, VipsImage picture, VipsImage other, int number)
    {
        const int width = 540;
        var tall = (int)((long)picture.Height * width / picture.Width);
        var height = Math.Max(1170, tall + 240);
        var (ground, ink) = number % 2 == 0 ? ("255 255 255", "30 30 30") : ("18 18 20", "235 235 235");
        var screen = easel.Sheet(width, height, ground);
        VipsImage Bar(string text, int high) => easel.Ink(easel.Sheet(width, high, ground), easel.Letters(text, width, high / 2), ink, 1);
        screen = easel.Lay(screen, Bar("9:41          5G  87%", 50), 0, 0);
        screen = easel.Lay(screen, Bar("‹  柿集  note  ⋯", 70), 0, 50);
        screen = easel.Lay(screen, easel.Resized(picture, width, tall), 0, 120 + (height - tall - 240) / 2);
        return easel.Lay(screen, Bar("♡ 1024    ☆ 256    ✎ 64", 110), 0, height - 110);
    }

    private static string Ground(int number) => number % 2 == 0 ? "255 255 255" : "0 0 0";
}
