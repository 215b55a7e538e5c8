using Kaki.Kernel;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Host.Health;

/// <summary>Whether the files of pictures are where their rows say: a sample, spread evenly because picture ids are drawn at random.</summary>
internal static class CheckPictures
{
    private const int Sample = 400;

    public static async Task<Finding> Run(AppDb db, IBlobs blobs, CancellationToken cancel)
    {
        // Developing takes moments; younger rows may still be waiting for their files.
        var pictures = await db.Set<Picture>().Where(p => p.State == PictureState.Kept).OrderBy(p => p.Id).Take(Sample).Select(p => p.Id).ToListAsync(cancel);
        var missing = new List<string>();
        foreach (var id in pictures)
            foreach (var size in Picture.Sizes)
                if (!await blobs.Exists($"pictures/{new Id(id)}/{size}.webp", cancel)) { missing.Add(new Id(id).ToString()); break; }
        return missing.Count == 0
            ? new("pictures", Standing.Ok, "ok", pictures.Count)
            : new("pictures", Standing.Bad, "missing", missing.Count, pictures.Count, string.Join(", ", missing.Take(5)));
    }
}
