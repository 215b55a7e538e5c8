using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Feed;
using Kaki.Place.Saving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Profile;

/// <summary>One collection; its owner changes it here, and what is in it.</summary>
internal sealed class CollectionPageModel(ReadCollection collections, ReadProfile read, KeepCollection keep, CardList list) : FeedPageModel(list), IShowAgain
{
    private readonly CardList list = list;
    public override string Tab => "collection";
    public Collection Collection { get; private set; } = null!;
    public PersonCard Owner { get; private set; } = null!;
    public bool Own => Caller.MemberId == Collection.OwnerId;

    /// <summary>What one collected oneself is all there, however it was made.</summary>
    public override bool WithoutAi => !Own && base.WithoutAi;
    public Id Id => Collection.Id;
    public string Address => PublicAddress.Of(HttpContext, $"/collections/{Id}");

    /// <summary>What stands in the form: the collection as it is, or what was refused.</summary>
    public (string Name, string About, CollectionVisibility Visibility) Written { get; private set; }

    /// <summary>The one the form was made from; once it is refused for that, the one that is there.</summary>
    public long Version { get; private set; }
    public bool Indexed => Collection.Visibility == CollectionVisibility.Public && Owner.Indexable;

    public async Task<IActionResult> OnGet(Id id, Cursor? after, int from = 0)
    {
        await Find(id);
        return await Notes(after, Math.Clamp(from, 0, 100_000));
    }

    /// <param name="version">The one that was read; without it the last writer wins.</param>
    public async Task<IActionResult> OnPost(Id id, string? name, string? about, CollectionVisibility visibility, [FromForm(Name = "_version")] long? version)
    {
        await Find(id);
        (Written, Version) = ((name ?? "", about ?? "", visibility), version ?? Version);
        await keep.Change(Caller, id, new(name ?? "", about, visibility), version is null ? null : Unchanged);
        return this.SeeOther($"/collections/{id}");
    }

    private void Unchanged(long now)
    {
        if (Version == now) return;
        Version = now;
        throw new Refusal("collection.elsewhere", 412);
    }

    public async Task<IActionResult> OnPostRemove(Id id)
    {
        await Find(id);
        await keep.Remove(Caller, id);
        return this.SeeOther($"/@{Owner.Handle}/collections");
    }

    public Task Fill(Caller caller) => Notes(null, 0);

    private async Task<IActionResult> Notes(Cursor? after, int from) =>
        await Show(await read.In(Caller, Id, after, from, WithoutAi), foot: Own ? list.PutInto($"/collections/{Id}", Id) : null);

    private async Task Find(Id id)
    {
        (Collection, Owner) = await collections.Run(Caller, id);
        (Written, Version) = ((Collection.Name, Collection.About, Collection.Visibility), Collection.Version);
    }
}
