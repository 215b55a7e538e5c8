using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>The owner says what sending costs, from what worth it is free, how soon parcels leave and where they do not go.</summary>
internal sealed class SetShipping(AppDb db, Seats seats)
{
    public sealed record Input(long FlatMinor, long? FreeFromMinor, int DispatchDays, IReadOnlyList<string>? Excluded, long? Version = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/office/shipping", async (Caller caller, SetShipping set, Seats seats, HttpResponse response) =>
            {
                var rule = await set.Read((await seats.Of(caller)).ShopId);
                response.SetTag(rule.Version);
                return TypedResults.Ok(new Input(rule.Flat.Minor, rule.FreeFromMinor, rule.DispatchDays, rule.Excluded, rule.Version));
            })
            .WithName("readShipping").WithSummary("The shop's shipping terms as they are changed (staff)").WithTags("office").ProducesProblem(404);
        routes.MapPut("/api/v1/office/shipping", async (Input input, Caller caller, SetShipping set, HttpContext http) =>
            {
                http.Response.SetTag(await set.Run(caller, input, http.Request.RequireMatch));
                return TypedResults.NoContent();
            })
            .WithName("setShipping").WithSummary("Change the shop's shipping terms (owners)").WithTags("office").ProducesProblem(403).ProducesProblem(412);
    }

    public Task<ShippingRule> Read(long shopId) => db.Set<ShippingRule>().SingleAsync(r => r.Id == shopId);

    public Task<long> Run(Caller caller, Input input, Action<long>? match = null) => db.Write(async () =>
    {
        var shop = (await seats.Of(caller, StaffRole.Owner)).Merchant;
        var rule = await Read(shop.Id);
        match?.Invoke(rule.Version);
        if (input.Version is { } read && read != rule.Version) throw Refusal.Changed();
        rule.Set(new Money(input.FlatMinor, shop.Currency), input.FreeFromMinor, input.DispatchDays, input.Excluded ?? []);
        await db.SaveChangesAsync();
        return rule.Version;
    });
}
