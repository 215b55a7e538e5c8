using Kaki.Kernel;
using Kaki.Kernel.Outbox;

namespace Kaki.Goods;

/// <summary>What a product looks like on a shelf, in the reader's language. <paramref name="From"/>: other variants cost more.</summary>
public sealed record ProductCard(Id Id, string Title, string? TitleOther, string CoverUrl, int W, int H, string Colour, Money Price, Money? Was,
    Id MerchantId, string ShopName, string ShopSlug, bool InStock, int Sold, bool From);

/// <summary>What search may find a product by. <paramref name="OnSale"/> false: it must not be found.</summary>
public sealed record ProductDocument(long Id, bool OnSale, Text2 Title, Text2 About, string Brand, Text2 Shop, Text2 Category, IReadOnlyList<Text2> Attributes,
    Money Price, bool InStock, int Sold, Instant ChangedAt);

/// <summary>The shop a member works for.</summary>
public sealed record ShopSeat(long MerchantId, string Slug, Text2 Name, bool IsOwner);

/// <summary>A note on the shelf of a product that it tags.</summary>
public sealed record NoteShelfItem(long Id, string Title, string CoverUrl, int W, int H, string Colour, string AuthorName, int Likes);

/// <summary>The notes that tag a product, the most liked first: answered by the floor that keeps notes.</summary>
public interface INotesOfProduct
{
    Task<IReadOnlyList<NoteShelfItem>> Of(long productId, int n, Caller caller, bool noAi);
}

/// <summary>A product's words, pictures, price, stock or state are no longer what they were.</summary>
public sealed record ProductChanged(long ProductId) : IEvent
{
    public string Key => $"product:{ProductId}";
}

public sealed record ReviewWritten(long ReviewId, long ProductId, long MerchantId, long AuthorId, int Stars) : IEvent
{
    public string Key => $"product:{ProductId}";
}

/// <summary>A person's purchase, before payment; it holds its stock.</summary>
public sealed record OrderPlaced(long OrderId, long BuyerId, Money Total) : IEvent
{
    public string Key => $"order:{OrderId}";
}

public sealed record OrderPaid(long OrderId, long BuyerId, Money Total) : IEvent
{
    public string Key => $"order:{OrderId}";
}

public sealed record OrderShipped(long OrderId, long SubOrderId, long BuyerId) : IEvent
{
    public string Key => $"order:{OrderId}";
}

public sealed record OrderReceived(long OrderId, long SubOrderId, long BuyerId) : IEvent
{
    public string Key => $"order:{OrderId}";
}
