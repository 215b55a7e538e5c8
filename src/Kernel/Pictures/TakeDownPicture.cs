using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Pictures;

public sealed record PictureTakenDown(long Picture) : IEvent { public string Key => Picture.ToString(); }

public sealed record PicturePutBack(long Picture) : IEvent { public string Key => Picture.ToString(); }

/// <summary>A moderator hides a picture, or puts it back. Its files move out of the media door's sight once the decision is committed.</summary>
public sealed class TakeDownPicture(AppDb db, IBlobs blobs) : IHandle<PictureTakenDown>, IHandle<PicturePutBack>
{
    public Task Run(Caller caller, long id, CancellationToken cancel = default) => db.Write(async () =>
    {
        if ((await Find(caller, id, cancel)).TakeDown()) db.Publish(new PictureTakenDown(id));
    }, cancel);

    public Task PutBack(Caller caller, long id, CancellationToken cancel = default) => db.Write(async () =>
    {
        if ((await Find(caller, id, cancel)).PutBack()) db.Publish(new PicturePutBack(id));
    }, cancel);

    public Task Handle(PictureTakenDown fact, CancellationToken cancel) => Move(fact.Picture, Picture.Key, Picture.WithheldKey, cancel);

    public Task Handle(PicturePutBack fact, CancellationToken cancel) => Move(fact.Picture, Picture.WithheldKey, Picture.Key, cancel);

    private async Task<Picture> Find(Caller caller, long id, CancellationToken cancel)
    {
        if (!caller.May(Rights.Moderate)) throw Refusal.Forbidden();
        return await db.Set<Picture>().SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw Refusal.Missing();
    }

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
