using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;

namespace Kaki.Kernel.Pictures;

/// <summary>Something that shows this picture was hidden, shown again, or has let it go.</summary>
public sealed record PictureUseChanged(long Picture) : IEvent { public string Key => Picture.ToString(); }

public static class LettingGo
{
    /// <summary>Leaves the fact that pictures shown here before are not shown any more; in the transaction of the change.</summary>
    public static void LetGo(this AppDb db, IEnumerable<long> before, IEnumerable<long> now)
    {
        foreach (var picture in before.Except(now)) db.Publish(new PictureUseChanged(picture));
    }

    public static void LetGo(this AppDb db, long? before, long? now)
    {
        if (before is { } picture && picture != now) db.Publish(new PictureUseChanged(picture));
    }
}

/// <summary>
/// Pictures follow what shows them: served while some room shows them, withheld while one only keeps them, given up when none does.
/// It asks how things stand now, so it bears being told late, twice, or of what has been undone since.
/// </summary>
public sealed class FollowUse(TakeDownPicture pictures, IEnumerable<IPictureUse> rooms) : IHandle<PictureUseChanged>
{
    public Task Handle(PictureUseChanged fact, CancellationToken cancel) => Run([fact.Picture], cancel);

    public async Task Run(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return;
        var (shown, used) = (new HashSet<long>(), new HashSet<long>());
        foreach (var room in rooms)
        {
            shown.UnionWith(await room.Shown(ids, cancel));
            used.UnionWith(await room.Used(ids, cancel));
        }
        await pictures.PutBack(shown, cancel);
        await pictures.Run([.. used.Except(shown)], cancel);
        await pictures.Drop([.. ids.Except(used)], cancel);
    }
}
