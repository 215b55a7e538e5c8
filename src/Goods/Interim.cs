namespace Kaki.Goods;

// The contract's shape while its room is being built; gone with GoodsReads itself.
public sealed class GoodsReads
{
    public Task<IReadOnlyDictionary<long, ProductCard>> Cards(IReadOnlyCollection<long> ids) => Task.FromResult<IReadOnlyDictionary<long, ProductCard>>(new Dictionary<long, ProductCard>());
    public Task<IReadOnlyDictionary<long, ProductDocument>> Documents(IReadOnlyCollection<long> ids) => Task.FromResult<IReadOnlyDictionary<long, ProductDocument>>(new Dictionary<long, ProductDocument>());
    public Task<IReadOnlyList<long>> OnSaleAfter(long after, int n) => Task.FromResult<IReadOnlyList<long>>([]);
    public Task<IReadOnlySet<long>> HasBought(long memberId, IReadOnlyCollection<long> productIds) => Task.FromResult<IReadOnlySet<long>>(new HashSet<long>());
    public Task<ShopSeat?> ShopOf(long memberId) => Task.FromResult<ShopSeat?>(null);
}
