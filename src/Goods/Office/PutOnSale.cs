using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>Puts goods of the shop on sale or takes them off, one or many: all of them or none.</summary>
internal sealed class PutOnSale(AppDb db, Seats seats, RateLimit limit, TimeProvider clock)
{
    public const int Most = 200;

    public sealed record Input(IReadOnlyList<Id>? Ids, bool OnSale);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/office/goods/sale", async (Input input, Caller caller, PutOnSale put) => { await put.Run(caller, input); return TypedResults.NoContent(); })
            .WithName("putOnSale").WithSummary("Put goods on sale or take them off, all or none").WithTags("office").ProducesProblem(400).ProducesProblem(404);

    public async Task Run(Caller caller, Input input)
    {
        var ids = (input.Ids ?? []).Select(i => i.Value).Distinct().ToArray();
        if (ids.Length is 0 or > Most) throw Refusal.Invalid("ids", "goods.chosen.count", Most);
        await limit.Take("goods.sale", caller.Member.ToString(), 240, TimeSpan.FromHours(1));
        await db.Write(async () =>
        {
            var seat = await seats.Of(caller);
            var goods = await db.Set<Product>().Where(p => ids.Contains(p.Id) && p.MerchantId == seat.ShopId).ToListAsync();
            if (goods.Count != ids.Length) throw Refusal.Missing();
            var now = Instant.Now(clock);
            foreach (var product in goods)
            {
                if (input.OnSale) product.PutOnSale(now); else product.TakeOffSale(now);
                db.Publish(new ProductChanged(product.Id));
            }
        });
    }
}
