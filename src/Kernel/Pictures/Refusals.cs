using Kaki.Kernel.Refusals;

namespace Kaki.Kernel.Pictures;

/// <summary>Every way this room says no. Codes that the picture worker may answer are listed in <see cref="OfWorker"/>.</summary>
internal static class PictureRefusals
{
    public const string Format = "picture.format", Broken = "picture.broken", TooManyPixels = "picture.too_many_pixels";
    public const int MaxBytes = 20 * 1024 * 1024;
    public const int MaxPixels = 60_000_000;

    public static Refusal NoPicture() => new("picture.missing", 400);
    public static Refusal UnknownPurpose() => Refusal.Invalid("purpose", "picture.purpose");
    public static Refusal TooLarge() => new("picture.too_large", 413, MaxBytes / 1024 / 1024);
    public static Refusal TooMany() => new(TooManyPixels, 422, MaxPixels / 1_000_000);
    public static Refusal WrongFormat() => new(Format, 415);
    public static Refusal IsBroken() => new(Broken);
    public static Refusal TookTooLong() => new("picture.timeout");
    public static Refusal Busy() => new("picture.busy", 503) { RetryAfter = 5 };

    public static Refusal OfWorker(string code) => code switch
    {
        Format => WrongFormat(),
        TooManyPixels => TooMany(),
        _ => IsBroken(),
    };
}
