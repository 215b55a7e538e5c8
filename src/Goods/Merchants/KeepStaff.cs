using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>An owner gives members a seat in the shop and takes it back; who sits in one is told, and may leave it, but for the last owner.</summary>
internal sealed class KeepStaff(AppDb db, Seats seats, PeopleReads people, RateLimit limit, TimeProvider clock)
{
    private const int Most = 50;

    public sealed record Colleague(Id MemberId, string Handle, string Name, string AvatarUrl, StaffRole Role, Instant Since);
    public sealed record Input(StaffRole Role);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/office/staff").WithTags("office");
        group.MapGet("", async (Caller caller, KeepStaff staff) => TypedResults.Ok(await staff.List(caller))).WithName("listStaff").WithSummary("Who works in the shop").ProducesProblem(404);
        group.MapPut("/{handle}", async (string handle, Input input, Caller caller, KeepStaff staff) => { await staff.Seat(caller, handle, input.Role); return TypedResults.NoContent(); })
            .WithName("seatStaff").WithSummary("Give a member a seat, or another role (owners)").ProducesProblem(403).ProducesProblem(422);
        group.MapDelete("/{handle}", async (string handle, Caller caller, KeepStaff staff) => { await staff.Unseat(caller, handle); return TypedResults.NoContent(); })
            .WithName("unseatStaff").WithSummary("Take a member's seat back (owners), or leave one's own").ProducesProblem(403).ProducesProblem(422);
    }

    public async Task<IReadOnlyList<Colleague>> List(Caller caller)
    {
        var shop = (await seats.Of(caller)).ShopId;
        var staff = await db.Set<Staff>().AsNoTracking().Where(s => s.MerchantId == shop).OrderBy(s => s.Role == StaffRole.Owner ? 0 : 1).ThenBy(s => s.Id).Take(Most).ToListAsync();
        var cards = await people.Cards([.. staff.Select(s => s.MemberId)]);
        return [.. staff.Where(s => cards.ContainsKey(s.MemberId)).Select(s => (s, Card: cards[s.MemberId])).Select(x => new Colleague(x.s.MemberId, x.Card.Handle, x.Card.Name, x.Card.AvatarUrl, x.s.Role, x.s.Since))];
    }

    public async Task Seat(Caller caller, string handle, StaffRole role)
    {
        var mine = (await seats.Of(caller, StaffRole.Owner)).ShopId;
        await Limited(caller);
        var member = await IdOf(handle);
        try
        {
            await db.Write(async () =>
            {
                await db.Lock<Merchant>(mine); // two owners who unseat each other take turns
                var shop = (await seats.Of(caller, StaffRole.Owner)).Merchant;
                var seat = await db.Set<Staff>().SingleOrDefaultAsync(s => s.MemberId == member);
                if (seat is not null && seat.MerchantId != shop.Id) throw new Refusal("goods.staff.taken") { Field = "handle" };
                if (seat is null)
                {
                    if (await people.IsBlockedBetween(caller.Member, member)) throw Unknown();
                    if (await db.Set<Staff>().CountAsync(s => s.MerchantId == shop.Id) >= Most) throw new Refusal("goods.staff.many", 422, Most);
                    db.Add(new Staff { Id = db.NextId(), MerchantId = shop.Id, MemberId = member, Role = role, Since = Instant.Now(clock) });
                }
                else if (seat.Role != role)
                {
                    if (role == StaffRole.Clerk) await KeepAnOwner(shop.Id, member);
                    seat.Role = role;
                }
                else return;
                Tell(db, NoticeKind.Seated, caller.Member, shop, member);
                await db.SaveChangesAsync();
            });
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            throw new Refusal("goods.staff.taken") { Field = "handle" };
        }
    }

    public async Task Unseat(Caller caller, string handle)
    {
        var mine = (await seats.Of(caller)).ShopId;
        await Limited(caller);
        var member = await IdOf(handle);
        var needed = member == caller.Member ? StaffRole.Clerk : StaffRole.Owner; // nobody asked them whether they want the seat: they may leave it
        await db.Write(async () =>
        {
            await db.Lock<Merchant>(mine);
            var shop = (await seats.Of(caller, needed)).Merchant;
            var seat = await db.Set<Staff>().SingleOrDefaultAsync(s => s.MemberId == member && s.MerchantId == shop.Id) ?? throw Refusal.Missing();
            if (seat.Role == StaffRole.Owner) await KeepAnOwner(shop.Id, member);
            db.Remove(seat);
            Tell(db, NoticeKind.Unseated, caller.Member, shop, member);
        });
    }

    // With both names of the shop: which of them the reader understands is not known here.
    internal static void Tell(AppDb db, NoticeKind kind, long by, Merchant shop, long member) =>
        db.Publish(new NoticeDue(member, kind, by, $"shop:{shop.Slug}", string.Join(" · ", new[] { shop.Name.Zh, shop.Name.En }.Where(n => n.Length > 0).Distinct())));

    private Task Limited(Caller caller) => limit.Take("staff", caller.Member.ToString(), 120, TimeSpan.FromHours(1));

    private async Task<long> IdOf(string handle) => await people.IdOf((handle ?? "").Trim().TrimStart('@')) ?? throw Unknown();

    private static Refusal Unknown() => new("goods.staff.unknown") { Field = "handle" };

    private async Task KeepAnOwner(long shop, long leaving)
    {
        if (!await db.Set<Staff>().AnyAsync(s => s.MerchantId == shop && s.Role == StaffRole.Owner && s.MemberId != leaving)) throw new Refusal("goods.staff.last_owner");
    }
}
