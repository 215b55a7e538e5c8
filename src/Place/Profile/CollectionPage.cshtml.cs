using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Feed;
using Kaki.Place.Saving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Profile;

/// <summary>One collection: its owner's always, anybody's when it is public or shared by its address.</summary>
internal sealed class CollectionPageModel(AppDb db, ReadProfile read, KeepCollection keep, PeopleReads people, CardList list) : FeedPageModel(list), IShowAgain
{
    public override string Tab => "collection";
    public Collection Collection { get; private set; } = null!;
    public PersonCard Owner { get; private set; } = null!;
    public bool Own => Caller.MemberId == Collection.OwnerId;

    public async Task<IActionResult> OnGet(Id id, Cursor? after, int from = 0)
    {
        await Find(id);
        return await Show(await read.In(Caller, id, after, Math.Clamp(from, 0, 100_000)));
    }

    public async Task<IActionResult> OnPost(Id id, string? name, string? about, CollectionVisibility visibility)
    {
        await Find(id);
        await keep.Change(Caller, id, new(name ?? "", about, visibility));
        return this.SeeOther($"/collections/{id}");
    }

    public async Task<IActionResult> OnPostRemove(Id id)
    {
        await Find(id);
        await keep.Remove(Caller, id);
        return this.SeeOther($"/@{Owner.Handle}/collections");
    }

    public async Task Fill(Caller caller) => await Show(await read.In(caller, Collection.Id, null, 0));

    private async Task Find(Id id)
    {
        Collection = await db.Set<Collection>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id.Value) ?? throw Refusal.Missing();
        if (!Own && Collection.Visibility == CollectionVisibility.Private) throw Refusal.Missing();
        if (!Own && Caller.MemberId is { } me && (await people.BondsOf(me)).Blocked.Contains(Collection.OwnerId)) throw Refusal.Missing();
        Owner = (await people.Cards([Collection.OwnerId])).GetValueOrDefault(Collection.OwnerId) ?? throw Refusal.Missing();
    }
}
