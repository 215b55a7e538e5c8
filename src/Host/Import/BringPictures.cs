using System.Collections.Concurrent;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;

namespace Kaki.Host.Import;

/// <summary>A picture file, and the row that asks for it.</summary>
internal sealed record WantedPicture(string File, long Owner, PicturePurpose Purpose, string AskedBy, int Line);

/// <summary>Develops pictures as any member's are, several at a time. One that cannot be used is told and left out.</summary>
internal sealed class BringPictures(Bringing bringing)
{
    // One more than the workers: while they develop, the next is read from the disk.
    private static readonly int AtOnce = Environment.ProcessorCount + 1;

    /// <returns>By file, without those that could not be used.</returns>
    public async Task<IReadOnlyDictionary<string, Picture>> Run(IEnumerable<WantedPicture> wanted)
    {
        var made = new ConcurrentDictionary<string, Picture>();
        await Parallel.ForEachAsync(wanted.DistinctBy(w => w.File), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = bringing.Cancel }, async (want, _) =>
        {
            if (await Develop(want) is { } picture) made[want.File] = picture;
        });
        return made;
    }

    // A worker may be lost to something else than its picture: what seems broken gets a second look.
    private async Task<Picture?> Develop(WantedPicture want) => await Develop(want, last: false) ?? await Develop(want, last: true);

    private async Task<Picture?> Develop(WantedPicture want, bool last)
    {
        try
        {
            await using var file = File.OpenRead(bringing.Folder.Of(want.File));
            var picture = await bringing.In(s => s.GetRequiredService<AddPicture>().For(want.Owner, file, want.Purpose, file.Length, bringing.Cancel));
            bringing.Tally.AddPicture();
            return picture;
        }
        catch (Refusal refused) when (refused.Status != 503)
        {
            if (last) bringing.Troubles.Add(want.AskedBy, want.Line, $"{want.File}: {bringing.WordsOf(refused)}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            if (last) bringing.Troubles.Add(want.AskedBy, want.Line, $"{want.File} cannot be opened");
        }
        return null;
    }
}
