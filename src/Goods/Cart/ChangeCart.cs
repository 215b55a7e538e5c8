using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Cart;

/// <summary>More or fewer of a line, ticked or not, or out of the cart.</summary>
internal sealed class ChangeCart(AppDb db, Basket basket)
{
    public sealed record Input(int? Quantity = null, bool? Picked = null);
    public sealed record Ticks(bool Picked, Id? Shop = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var cart = routes.MapGroup("/api/v1/cart").WithTags("cart");
        cart.MapPut("/lines/{id}", async (Id id, Input input, Caller caller, ChangeCart change, ReadCart read) => { await change.Run(caller, id, input); return TypedResults.Ok(await read.Run(caller)); })
            .WithName("changeCartLine").WithSummary("Set how many, or tick or untick a line").ProducesProblem(404).ProducesProblem(422);
        cart.MapDelete("/lines/{id}", async (Id id, Caller caller, ChangeCart change, ReadCart read) => { await change.Remove(caller, id); return TypedResults.Ok(await read.Run(caller)); })
            .WithName("removeCartLine").WithSummary("Take a line out of the cart").ProducesProblem(404);
        cart.MapPut("/picked", async (Ticks input, Caller caller, ChangeCart change, ReadCart read) => { await change.Pick(caller, input); return TypedResults.Ok(await read.Run(caller)); })
            .WithName("pickCartLines").WithSummary("Tick or untick a shop's lines, or all");

        routes.MapPost("/cart/lines/{id}", async (Id id, HttpContext http, Caller caller, ChangeCart change) =>
        {
            var quantity = AddToCart.QuantityOf(await http.Request.ReadFormAsync());
            if (quantity == 0) await change.Remove(caller, id);
            else await change.Run(caller, id, new(quantity));
            return http.SeeOther("/cart");
        }).ExcludeFromDescription();
        routes.MapPost("/cart/lines/{id}/pick", async (Id id, HttpContext http, Caller caller, ChangeCart change) =>
        {
            await change.Run(caller, id, new(null, (await http.Request.ReadFormAsync())["picked"].Contains("true")));
            return http.SeeOther("/cart");
        }).ExcludeFromDescription();
        routes.MapPost("/cart/pick", async (HttpContext http, Caller caller, ChangeCart change) =>
        {
            var form = await http.Request.ReadFormAsync();
            await change.Pick(caller, new(form.ContainsKey("all"), Id.TryParse(form["shop"].ToString(), out var shop) ? shop : null));
            return http.SeeOther("/cart");
        }).ExcludeFromDescription();
    }

    public Task Run(Caller caller, Id id, Input input) => db.Write(async () =>
    {
        var line = await Own(caller, id);
        if (input.Quantity is { } quantity)
        {
            var more = quantity > line.Quantity;
            line.Take(quantity);
            if (more && (await basket.Find([line.SkuId])).GetValueOrDefault(line.SkuId) is { } found && quantity > found.Free) throw new Refusal("cart.too_few", 422, Math.Max(0, found.Free)) { Field = "quantity" };
        }
        if (input.Picked is { } picked) line.Picked = picked;
    });

    public Task Remove(Caller caller, Id id) => db.Write(async () => { db.Remove(await Own(caller, id)); });

    public Task Pick(Caller caller, Ticks ticks)
    {
        var me = caller.Member;
        long? shop = ticks.Shop?.Value;
        return db.Write(async () =>
        {
            await db.TurnOf(me); // a purchase takes lines out in another order: they would wait for each other
            await db.Set<CartLine>()
                .Where(l => l.MemberId == me && (shop == null || db.Set<Sku>().Any(s => s.Id == l.SkuId && db.Set<Product>().Any(p => p.Id == s.ProductId && p.MerchantId == shop))))
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.Picked, ticks.Picked));
        });
    }

    private async Task<CartLine> Own(Caller caller, Id id)
    {
        var me = caller.Member;
        return await db.Set<CartLine>().SingleOrDefaultAsync(l => l.Id == id.Value && l.MemberId == me) ?? throw Refusal.Missing();
    }
}
