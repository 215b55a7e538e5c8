using Microsoft.AspNetCore.Http.Metadata;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// On what pictures are sent to: lets a body be larger than the megabyte that is enough for words.
/// One file beyond <see cref="PictureRefusals.MaxBytes"/> still arrives, so that it is refused by name and not by a cut line.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesPicturesAttribute : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 100L * 1024 * 1024;
}
