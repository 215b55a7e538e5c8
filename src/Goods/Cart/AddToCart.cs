using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Cart;

/// <summary>Puts a variant into the cart, or more of one that lies there.</summary>
internal sealed class AddToCart(AppDb db, Basket basket, PickSku pick, RateLimit limit, TimeProvider clock)
{
    public sealed record Input(Id Sku, int Quantity = 1, string? Served = null, int? Position = null);
    public sealed record Answer(Id Id, int Quantity, int Lines);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/cart/lines", async (Input input, Caller caller, AddToCart add) => TypedResults.Ok(await add.Run(caller, input)))
            .WithName("addToCart").WithSummary("Put a variant into the cart").WithTags("cart").ProducesProblem(401).ProducesProblem(404).ProducesProblem(422);
        routes.MapPost("/cart/lines", Form).ExcludeFromDescription();
    }

    private static async Task<IResult> Form(HttpContext http, Caller caller, AddToCart add)
    {
        var form = await http.Request.ReadFormAsync();
        if (!Id.TryParse(form["productId"].ToString(), out var product)) throw Refusal.Missing();
        if (!caller.SignedIn) return http.SeeOther($"/sign-in?return={Uri.EscapeDataString($"/goods/{product}")}");
        var sku = await add.Chosen(product, form);
        await add.Run(caller, new(sku.Id, QuantityOf(form)));
        return http.SeeOther("/cart");
    }

    public Task<Sku> Chosen(long product, IFormCollection form) => pick.Run(product, [form["o0"], form["o1"], form["o2"]]);

    public static int QuantityOf(IFormCollection form) => int.TryParse(form["quantity"], out var n) ? n : 1;

    public async Task<Answer> Run(Caller caller, Input input)
    {
        var me = caller.Member;
        await limit.Take("cart.add", me.ToString(), 600, TimeSpan.FromHours(1));
        try
        {
            return await db.Write(() => Put(caller, me, input));
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            return await db.Write(() => Put(caller, me, input)); // another click put it in at the same moment: now there is more of it
        }
    }

    private async Task<Answer> Put(Caller caller, long me, Input input)
    {
        var found = (await basket.Find([input.Sku])).GetValueOrDefault(input.Sku) ?? throw Refusal.Missing();
        if (!found.OnSale) throw new Refusal("cart.off_sale");
        if (found.Free <= 0) throw new Refusal("cart.sold_out");
        var now = Instant.Now(clock);
        var lines = await db.Set<CartLine>().CountAsync(l => l.MemberId == me);
        var line = await Line(me, found.Sku.Id);
        if (line is null)
        {
            if (lines >= CartLine.MostLines) throw new Refusal("cart.full", 422, CartLine.MostLines);
            db.Add(line = CartLine.Of(db.NextId(), me, found.Sku, input.Quantity, now));
            lines++;
        }
        else line.Add(input.Quantity is < 1 ? throw Refusal.Invalid("quantity", "cart.quantity", CartLine.MostPieces) : input.Quantity, found.Sku.Price, now);
        if (line.Quantity > found.Free) throw new Refusal("cart.too_few", 422, found.Free) { Field = "quantity" };
        db.Journal(caller, clock, "cart", $"product:{new Id(found.Product.Id)}", input.Served is { Length: <= 24 } ? input.Served : null, input.Position, found.Sku.Price.Minor * input.Quantity);
        return new Answer(line.Id, line.Quantity, lines);
    }

    // Read once nobody else can add to it.
    private async Task<CartLine?> Line(long me, long sku)
    {
        var id = await db.Set<CartLine>().Where(l => l.MemberId == me && l.SkuId == sku).Select(l => l.Id).SingleOrDefaultAsync();
        if (id == 0) return null;
        await db.Lock<CartLine>(id);
        return await db.Set<CartLine>().SingleOrDefaultAsync(l => l.Id == id);
    }
}
