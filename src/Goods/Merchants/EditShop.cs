using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>The owner words and decorates the shop page.</summary>
internal sealed class EditShop(AppDb db, Seats seats, Screen screen, RateLimit limit)
{
    public sealed record Input(Text2 Name, Text2 About, Text2 ShipsFrom, Id? SignId, Id? CoverId, bool Open = true, long? Version = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/office/shop", async (Caller caller, EditShop edit, HttpResponse response) =>
            {
                var shop = await edit.Read(caller);
                response.SetTag(shop.Version!.Value);
                return TypedResults.Ok(shop);
            })
            .WithName("readOwnShop").WithSummary("The shop page as it is changed: send it back with what is to be different (staff)").WithTags("office").ProducesProblem(404);
        routes.MapPut("/api/v1/office/shop", async (Input input, Caller caller, EditShop edit, HttpContext http) =>
            {
                http.Response.SetTag(await edit.Run(caller, input, http.Request.RequireMatch));
                return TypedResults.NoContent();
            })
            .WithName("editShop").WithSummary("Change the shop page (owners)").WithTags("office").ProducesProblem(403).ProducesProblem(412);
    }

    public async Task<Input> Read(Caller caller)
    {
        var shop = (await seats.Of(caller)).Merchant;
        return new(shop.Name, shop.About, shop.ShipsFrom, Hung(shop.SignId), Hung(shop.CoverId), shop.State == MerchantState.Open, shop.Version);
    }

    private static Id? Hung(long? picture) => picture is { } id ? new Id(id) : null;

    public async Task<long> Run(Caller caller, Input input, Action<long>? match = null)
    {
        await seats.Of(caller, StaffRole.Owner);
        await limit.Take("shop.edit", caller.Member.ToString(), 60, TimeSpan.FromHours(1));
        await screen.Require(caller, input.Name.Zh, input.Name.En, input.About.Zh, input.About.En, input.ShipsFrom.Zh, input.ShipsFrom.En);
        return await db.Write(async () =>
        {
            var shop = (await seats.Of(caller, StaffRole.Owner)).Merchant;
            match?.Invoke(shop.Version);
            if (input.Version is { } read && read != shop.Version) throw Refusal.Changed();
            var before = (shop.Name, shop.State);
            shop.Describe(input.Name, input.About, input.ShipsFrom);
            var (sign, cover) = (await Own(caller, shop.Id, input.SignId, shop.SignId), await Own(caller, shop.Id, input.CoverId, shop.CoverId));
            db.LetGo(shop.SignId, sign?.Id);
            db.LetGo(shop.CoverId, cover?.Id);
            shop.Hang(sign?.Id, cover?.Id, cover?.Colour ?? "");
            if (input.Open) shop.Reopen(); else shop.Close();
            if ((shop.Name, shop.State) != before) await TellOfGoods(shop.Id);
            await db.SaveChangesAsync();
            return shop.Version;
        });
    }

    // Search finds goods by the name of their shop, and while it is open.
    private async Task TellOfGoods(long shop)
    {
        foreach (var id in await db.Set<Product>().Where(p => p.MerchantId == shop && p.State == ProductState.OnSale).Select(p => p.Id).ToListAsync()) db.Publish(new ProductChanged(id));
    }

    // One's own, or one that somebody of the shop brought for it: what a colleague showed in a note of theirs is not the shop's. The one that hangs there already may stay.
    private async Task<Picture?> Own(Caller caller, long shopId, Id? id, long? hanging) =>
        id is null ? null : await db.Set<Picture>().SingleOrDefaultAsync(p => p.Id == id.Value.Value && (p.Id == hanging || p.State == PictureState.Kept && (p.OwnerId == caller.Member || p.Purpose == PicturePurpose.Goods || p.Purpose == PicturePurpose.Shop) && db.Set<Staff>().Any(s => s.MerchantId == shopId && s.MemberId == p.OwnerId)))
            ?? throw Refusal.Invalid("pictures", "goods.picture.unknown");
}
