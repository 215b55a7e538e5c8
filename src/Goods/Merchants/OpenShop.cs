using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>An operator opens a shop for a member, who becomes its owner and is told.</summary>
public sealed class OpenShop
{
    private readonly AppDb db;
    private readonly PeopleReads people;
    private readonly TimeProvider clock;

    internal OpenShop(AppDb db, PeopleReads people, TimeProvider clock) => (this.db, this.people, this.clock) = (db, people, clock);

    public sealed record Input(Id OwnerId, string Slug, Text2 Name, Text2 About, Text2 ShipsFrom, string Currency = "CNY");
    public sealed record Opened(Id Id, string Slug);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/shops", async (Input input, Caller caller, OpenShop open) =>
            {
                var shop = await open.Run(caller, input);
                return TypedResults.Created($"/api/v1/shops/{shop.Slug}", shop);
            })
            .WithName("openShop").WithSummary("Open a shop for a member (operators)").WithTags("shops").ProducesProblem(403).ProducesProblem(422);

    public async Task<Opened> Run(Caller caller, Input input)
    {
        if (!caller.May(Rights.Operate)) { _ = caller.Member; throw Refusal.Forbidden(); }
        var now = Instant.Now(clock);
        var shop = Merchant.Open(db.NextId(), input.Slug ?? "", input.Currency ?? "", now);
        shop.Describe(input.Name, input.About, input.ShipsFrom);
        if ((await people.Cards([input.OwnerId.Value])).Count == 0) throw new Refusal("goods.staff.unknown_id") { Field = "ownerId" };
        try
        {
            await db.Write(async () =>
            {
                db.Add(shop);
                db.Add(new Staff { Id = db.NextId(), MerchantId = shop.Id, MemberId = input.OwnerId, Role = StaffRole.Owner, Since = now });
                db.Add(Free(shop));
                Audit.Add(db, caller, "shop.open", $"shop:{shop.Slug}", null);
                if (caller.MemberId is { } by) KeepStaff.Tell(db, NoticeKind.Seated, by, shop, input.OwnerId);
                await db.SaveChangesAsync();
            });
        }
        catch (DbUpdateException e) when (Unique.Broken(db, e) is { } index)
        {
            throw index.Contains("slug", StringComparison.OrdinalIgnoreCase) ? new Refusal("goods.shop.taken") { Field = "slug" } : new Refusal("goods.staff.taken") { Field = "ownerId" };
        }
        return new(shop.Id, shop.Slug);
    }

    // Until its owner says otherwise a shop sends free of charge, everywhere, within two days.
    private static ShippingRule Free(Merchant shop)
    {
        var rule = new ShippingRule { Id = shop.Id };
        rule.Set(Money.Zero(shop.Currency), null, 2, []);
        return rule;
    }
}
