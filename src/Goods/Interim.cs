namespace Kaki.Goods;
public sealed class GoodsReads { public Task<IReadOnlyDictionary<long, ProductCard>> Cards(IReadOnlyCollection<long> ids) => null!; }
