using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>A few goods whose title holds what was typed so far, the best sold first: for tagging them in a note.</summary>
internal sealed class SuggestGoods(AppDb db, TimeProvider clock)
{
    private const int Size = 8, LongestQuery = 40;

    /// <param name="Price">Written out in the reader's language.</param>
    /// <param name="Own">Of the shop the reader works in.</param>
    public sealed record Item(Id Id, string Name, string Price, bool Own, Thumb Picture);
    public sealed record Thumb(string Src, string Color);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/goods/suggest", async (string? q, Caller caller, SuggestGoods suggest) => TypedResults.Ok(await suggest.Run(caller, q)))
            .WithName("suggestGoods").WithSummary("Goods whose title holds the text").WithTags("goods");

    public async Task<Page<Item>> Run(Caller caller, string? q)
    {
        var text = (q ?? "").Trim().ToLowerInvariant();
        if (text.Length is 0 or > LongestQuery) return new([], null);
        var found = db.ForSale().Where(p => p.Title.Zh.ToLower().Contains(text) || p.Title.En.ToLower().Contains(text)).OrderByDescending(p => p.Sold).ThenByDescending(p => p.Id).Take(Size);
        var cards = await db.Cards(found, caller.Chinese, Instant.Now(clock));
        var shop = caller.MemberId is { } me ? await db.Set<Staff>().Where(s => s.MemberId == me).Select(s => (long?)s.MerchantId).FirstOrDefaultAsync() : null;
        return new([.. cards.Select(c => new Item(c.Id, c.Title, c.Price.ToString(), c.MerchantId.Value == shop, new(c.CoverUrl.Replace("/640.", "/320.", StringComparison.Ordinal), c.Colour)))], null);
    }
}
