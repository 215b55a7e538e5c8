using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Addresses;

/// <summary>One's address book: list, write, make the usual one, delete.</summary>
internal sealed class KeepAddress(AppDb db, TimeProvider clock)
{
    public sealed record Input(string? Name, string? Phone, string? Region, string? Street, string? Label = null, bool Default = false)
    {
        public override string ToString() => nameof(Input); // a record prints its members; these must not reach a log
    }

    public sealed record View(Id Id, string Name, string Phone, string Region, string Street, string Label, bool Default)
    {
        public override string ToString() => nameof(View);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var book = routes.MapGroup("/api/v1/addresses").WithTags("addresses");
        book.MapGet("", async (Caller caller, KeepAddress keep) => TypedResults.Ok(await keep.List(caller))).WithName("listAddresses").WithSummary("One's own address book").ProducesProblem(401);
        book.MapPost("", async (Input input, Caller caller, KeepAddress keep) => TypedResults.Ok(await keep.Add(caller, input))).WithName("addAddress").WithSummary("Add an address").ProducesProblem(400).ProducesProblem(422);
        book.MapPut("/{id}", async (Id id, Input input, Caller caller, KeepAddress keep) => TypedResults.Ok(await keep.Change(caller, id, input))).WithName("changeAddress").WithSummary("Change an address").ProducesProblem(400).ProducesProblem(404);
        book.MapDelete("/{id}", async (Id id, Caller caller, KeepAddress keep) => { await keep.Remove(caller, id); return TypedResults.NoContent(); }).WithName("removeAddress").WithSummary("Delete an address").ProducesProblem(404);
    }

    public async Task<IReadOnlyList<View>> List(Caller caller)
    {
        var me = caller.Member;
        var rows = await db.Set<Address>().AsNoTracking().Where(a => a.MemberId == me).OrderByDescending(a => a.IsDefault).ThenByDescending(a => a.Id).Take(Address.Most).ToListAsync();
        return [.. rows.Select(ViewOf)];
    }

    public Task<View> Add(Caller caller, Input input)
    {
        var me = caller.Member;
        return db.Write(async () =>
        {
            await db.TurnOf(me);
            var count = await db.Set<Address>().CountAsync(a => a.MemberId == me);
            if (count >= Address.Most) throw new Refusal("address.full", 422, Address.Most);
            var address = new Address { Id = db.NextId(), MemberId = me, MadeAt = Instant.Now(clock) };
            await Write(address, input, count == 0);
            db.Add(address);
            return ViewOf(address);
        });
    }

    public Task<View> Change(Caller caller, Id id, Input input) => db.Write(async () =>
    {
        await db.TurnOf(caller.Member);
        var address = await Own(caller, id);
        await Write(address, input, address.IsDefault);
        return ViewOf(address);
    });

    public Task Remove(Caller caller, Id id) => db.Write(async () =>
    {
        await db.TurnOf(caller.Member);
        var address = await Own(caller, id);
        db.Remove(address);
        if (address.IsDefault && await db.Set<Address>().Where(a => a.MemberId == address.MemberId && a.Id != address.Id).OrderByDescending(a => a.Id).FirstOrDefaultAsync() is { } next) next.IsDefault = true;
    });

    public async Task<Address> Own(Caller caller, Id id)
    {
        var me = caller.Member;
        return await db.Set<Address>().SingleOrDefaultAsync(a => a.Id == id.Value && a.MemberId == me) ?? throw Refusal.Missing();
    }

    private async Task Write(Address address, Input input, bool usual)
    {
        address.Write(input.Name, input.Phone, input.Region, input.Street, input.Label);
        if ((input.Default || usual) && !address.IsDefault)
        {
            await db.Set<Address>().Where(a => a.MemberId == address.MemberId && a.IsDefault).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsDefault, false));
            address.IsDefault = true;
        }
    }

    private static View ViewOf(Address a) => new(a.Id, a.Name, a.Phone, a.Region, a.Street, a.Label, a.IsDefault);
}
