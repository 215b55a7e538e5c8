using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>Finds the variant a buyer means by the names of the values they chose (<c>o0</c>, <c>o1</c>, <c>o2</c>), in either language.</summary>
internal sealed class PickSku(AppDb db)
{
    /// <exception cref="Refusal"><c>goods.variant</c> where the choice is incomplete or is not sold.</exception>
    public async Task<Sku> Run(long productId, IReadOnlyList<string?> chosen)
    {
        var product = await db.Set<Product>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == productId && p.State != ProductState.Draft) ?? throw Refusal.Missing();
        var skus = await db.Set<Sku>().AsNoTracking().Where(s => s.ProductId == productId && !s.Retired).ToListAsync();
        return Of(product, skus, chosen) ?? throw new Refusal("goods.variant") { Field = "o0" };
    }

    public static Sku? Of(Product product, IEnumerable<Sku> skus, IReadOnlyList<string?> chosen)
    {
        var keys = new int[3];
        for (var i = 0; i < product.Options.Count; i++)
        {
            var text = chosen.ElementAtOrDefault(i);
            if (string.IsNullOrEmpty(text) || product.Options[i].Values.FirstOrDefault(v => v.Name.Zh == text || v.Name.En == text) is not { } value) return null;
            keys[i] = value.Key;
        }
        return skus.FirstOrDefault(s => !s.Retired && s.Choices.SequenceEqual(keys));
    }
}
