using System.Linq.Expressions;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Pictures;

public sealed record PictureTakenDown(long Picture) : IEvent { public string Key => Picture.ToString(); }

public sealed record PicturePutBack(long Picture) : IEvent { public string Key => Picture.ToString(); }

/// <summary>
/// Hides pictures, puts them back, or gives them up, for a room that has decided so. Their files move out of the media door's sight
/// once that is committed. A picture that is already as asked for is left alone.
/// </summary>
public sealed class TakeDownPicture(AppDb db, IBlobs blobs, TimeProvider clock) : IHandle<PictureTakenDown>, IHandle<PicturePutBack>
{
    /// <summary>Seen from now on by its owner and by moderators alone.</summary>
    public Task Run(IReadOnlyCollection<long> ids, CancellationToken cancel = default) =>
        Each(ids, picture => picture.TakeDown() ? new PictureTakenDown(picture.Id) : null, cancel);

    public Task PutBack(IReadOnlyCollection<long> ids, CancellationToken cancel = default) =>
        Each(ids, picture => picture.PutBack() ? new PicturePutBack(picture.Id) : null, cancel);

    /// <summary>After a restore: rows and files of a backup are of different moments, so that files may lie withheld of a picture that is shown, or open of one that is not.</summary>
    public async Task MoveToWhereRowsSay(CancellationToken cancel = default)
    {
        await Among(Picture.Withheld, p => p.State == PictureState.Kept, id => new PicturePutBack(id), cancel);
        await Among(Picture.Open, p => p.State != PictureState.Kept, id => new PictureTakenDown(id), cancel);
    }

    private async Task Among(string under, Expression<Func<Picture, bool>> misplaced, Func<long, IEvent> fact, CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var page = await blobs.List(under, after, 1000, cancel);
            var ids = page.Keys.Select(k => k.Split('/')).Where(k => k.Length == 3 && Id.TryParse(k[1], out _)).Select(k => Id.Parse(k[1]).Value).Distinct().ToArray();
            await db.Write(async () =>
            {
                foreach (var id in await db.Set<Picture>().Where(p => ids.Contains(p.Id)).Where(misplaced).Select(p => p.Id).ToListAsync(cancel)) db.Publish(fact(id));
            }, cancel);
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Seen by nobody, and swept away within two hours unless a room still uses it.</summary>
    public Task Drop(IReadOnlyCollection<long> ids, CancellationToken cancel = default) => Each(ids, picture =>
    {
        picture.FoundUnused(Instant.Now(clock), SweepPictures.Leave);
        return new PictureTakenDown(picture.Id);
    }, cancel);

    // The two facts may overtake each other: what the picture is now decides, not what it was then.
    public async Task Handle(PictureTakenDown fact, CancellationToken cancel)
    {
        if (await StateOf(fact.Picture, cancel) is PictureState.TakenDown or PictureState.Leaving) await Move(fact.Picture, Picture.Key, Picture.WithheldKey, cancel);
    }

    public async Task Handle(PicturePutBack fact, CancellationToken cancel)
    {
        if (await StateOf(fact.Picture, cancel) is PictureState.Kept) await Move(fact.Picture, Picture.WithheldKey, Picture.Key, cancel);
    }

    private Task<PictureState?> StateOf(long id, CancellationToken cancel) => db.Set<Picture>().Where(p => p.Id == id).Select(p => (PictureState?)p.State).SingleOrDefaultAsync(cancel);

    private Task Each(IReadOnlyCollection<long> ids, Func<Picture, IEvent?> change, CancellationToken cancel) => ids.Count == 0 ? Task.CompletedTask : db.Write(async () =>
    {
        foreach (var picture in await db.Set<Picture>().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(cancel))
            if (change(picture) is { } fact) db.Publish(fact);
    }, cancel);

    // Bears repetition: a file that is gone from here has been moved already.
    private async Task Move(long id, Func<long, int, string> from, Func<long, int, string> to, CancellationToken cancel)
    {
        foreach (var size in Picture.Sizes)
        {
            await using (var blob = await blobs.Get(from(id, size), cancel: cancel))
            {
                if (blob is null) continue;
                await blobs.Put(to(id, size), blob.Content, AddPicture.ContentType, cancel);
            }
            await blobs.Delete(from(id, size), cancel);
        }
    }
}
