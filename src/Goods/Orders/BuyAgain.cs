using Kaki.Goods.Cart;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

/// <summary>Puts what was bought before into the cart again, as far as it is still sold.</summary>
internal sealed class BuyAgain(AppDb db, AddToCart add)
{
    public sealed record Answer(int Added, int Left);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/again", async (Id id, Caller caller, BuyAgain again) => TypedResults.Ok(await again.Run(caller, id)))
            .WithName("buyAgain").WithSummary("Put an order's goods into the cart again").WithTags("orders").ProducesProblem(404);
        routes.MapPost("/orders/{id}/again", async (Id id, HttpContext http, Caller caller, BuyAgain again) => { await again.Run(caller, id); return http.SeeOther("/cart"); }).ExcludeFromDescription();
    }

    public async Task<Answer> Run(Caller caller, Id id)
    {
        var me = caller.Member;
        var lines = await db.Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == id.Value && l.BuyerId == me).OrderBy(l => l.Id).ToListAsync();
        if (lines.Count == 0) throw Refusal.Missing();
        var added = 0;
        foreach (var line in lines)
        {
            try
            {
                await add.Run(caller, new(line.SkuId, line.Quantity));
                added++;
            }
            catch (Refusal r) when (OfThisLine(r))
            {
                // Sold out or off sale: the others still go in.
            }
            catch (Exception e) when (added > 0 && Refused.Translate(e) is not null)
            {
                break; // what is in stays in: refused as a whole, it would be put in once more with the repetition
            }
        }
        return added > 0 ? new(added, lines.Count - added) : throw new Refusal("order.nothing_again");
    }

    private static bool OfThisLine(Refusal r) => r.Code.StartsWith("cart.", StringComparison.Ordinal) || r.Status == 404;
}
