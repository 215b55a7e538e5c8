using Microsoft.AspNetCore.Mvc;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// On what pictures are sent to: lets a body be larger than the megabyte that is enough for words.
/// One file beyond <see cref="PictureRefusals.MaxBytes"/> still arrives, so that it is refused by name and not by a cut line.
/// </summary>
public sealed class TakesPicturesAttribute() : RequestSizeLimitAttribute(MostBytes)
{
    public const long MostBytes = 100L * 1024 * 1024;
}
