using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Schedule;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Orders;

/// <summary>The goods have come: the buyer says so, or so many days after sending the house takes it as said.</summary>
internal sealed class ReceiveOrder(AppDb db, OrderSettings settings, TimeProvider clock)
{
    public sealed record Input(Id? Part = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/receive", async (Id id, Input input, Caller caller, ReceiveOrder receive) => { await receive.Run(caller, id, input.Part); return TypedResults.NoContent(); })
            .WithName("receiveOrder").WithSummary("Everything, or one shop's part, has come").WithTags("orders").ProducesProblem(404).ProducesProblem(409);
        routes.MapPost("/orders/{id}/receive", async (Id id, HttpContext http, Caller caller, ReceiveOrder receive) =>
        {
            var part = (await http.Request.ReadFormAsync())["part"].ToString();
            await receive.Run(caller, id, Id.TryParse(part, out var one) ? one : null);
            return http.SeeOther($"/orders/{id}");
        }).ExcludeFromDescription();
    }

    public Task Run(Caller caller, Id id, Id? part)
    {
        var me = caller.Member;
        long? one = part?.Value;
        return db.Write(async () =>
        {
            await db.Turn(id);
            var parts = await db.Set<SubOrder>().Where(s => s.OrderId == id.Value && s.BuyerId == me && (one == null || s.Id == one)).ToListAsync();
            if (parts.Count == 0) throw Refusal.Missing();
            var due = parts.Where(p => p.MayReceive).ToList();
            if (due.Count == 0) throw OrderRefusals.State();
            foreach (var p in due) await Receive(p, StepBy.Buyer, me);
        });
    }

    public async Task Receive(SubOrder part, StepBy by, long? member, Instant? at = null)
    {
        var now = at ?? Instant.Now(clock);
        part.Receive(now, settings.UntilDone);
        db.Step(part.OrderId, part.Id, StepKind.Received, by, member, now);
        db.Publish(new OrderReceived(part.OrderId, part.Id, part.BuyerId));
        await db.TellShops([part.MerchantId], NoticeKind.OrderReceived, member, part.OrderId);
    }
}

/// <summary>What was sent long ago counts as received.</summary>
internal sealed class ConfirmShipped(AppDb db, ReceiveOrder receive, TimeProvider clock, ILogger<ConfirmShipped> log) : IScheduled
{
    public static string Name => "goods.confirm-shipped";
    public static TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var due = await db.Set<SubOrder>().Where(s => s.State == SubState.Shipped && s.ConfirmBy <= now).OrderBy(s => s.ConfirmBy).Take(ByTheClock.Batch).Select(s => s.Id).ToListAsync(cancel);
        await due.Each(id => db.Write(() => Confirm(id), cancel), log, cancel);
    }

    private async Task Confirm(long id)
    {
        var part = await db.PartInTurn(s => s.Id == id);
        if (!part.MayReceive) return;
        await receive.Receive(part, StepBy.House, null);
        db.TellBuyer(part.BuyerId, NoticeKind.OrderReceived, part.OrderId);
    }
}

/// <summary>What was received and kept is done.</summary>
internal sealed class FinishReceived(AppDb db, TimeProvider clock, ILogger<FinishReceived> log) : IScheduled
{
    public static string Name => "goods.finish-received";
    public static TimeSpan Every => TimeSpan.FromMinutes(30);

    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var due = await db.Set<SubOrder>().Where(s => s.State == SubState.Received && s.DoneBy <= now).OrderBy(s => s.DoneBy).Take(ByTheClock.Batch).Select(s => s.Id).ToListAsync(cancel);
        await due.Each(id => db.Write(() => Finish(id, now), cancel), log, cancel);
    }

    private async Task Finish(long id, Instant now)
    {
        var part = await db.PartInTurn(s => s.Id == id);
        if (part.State != SubState.Received) return;
        part.Finish();
        db.Step(part.OrderId, part.Id, StepKind.Done, StepBy.House, null, now);
        var order = await db.Set<Order>().SingleAsync(o => o.Id == part.OrderId);
        order.Follow(await db.Set<SubOrder>().Where(s => s.OrderId == order.Id).ToListAsync(), now);
    }
}
