using Kaki.Goods;
using Kaki.Kernel.Outbox;
using Kaki.People;

namespace Kaki.Place.Search;

/// <summary>Keeps the index in step: whatever the news, the thing is looked at again as it is now.</summary>
internal sealed class IndexOnNews(SearchIndex index) :
    IHandle<NotePublished>, IHandle<NoteEdited>, IHandle<NoteGone>, IHandle<NoteRestored>, IHandle<ProductChanged>, IHandle<ProfileChanged>, IHandle<MemberJoined>
{
    public Task Handle(NotePublished fact, CancellationToken cancel) => index.Notes([fact.NoteId]);
    public Task Handle(NoteEdited fact, CancellationToken cancel) => index.Notes([fact.NoteId]);
    public Task Handle(NoteGone fact, CancellationToken cancel) => index.Notes([fact.NoteId]);
    public Task Handle(NoteRestored fact, CancellationToken cancel) => index.Notes([fact.NoteId]);
    public Task Handle(ProductChanged fact, CancellationToken cancel) => index.Products([fact.ProductId]);
    public Task Handle(ProfileChanged fact, CancellationToken cancel) => index.People([fact.MemberId]);
    public Task Handle(MemberJoined fact, CancellationToken cancel) => index.People([fact.MemberId]);
}
