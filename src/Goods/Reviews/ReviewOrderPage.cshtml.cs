using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

/// <summary>
/// What came of a purchase, thing by thing: to review, or to change the review of. All things are one form; the button pressed
/// says which of them is published, and what was written of the others is shown again.
/// </summary>
[TakesPictures]
internal sealed class ReviewOrderPageModel(AppDb db, WriteReview write, ChangeReview change, AddPicture add, TimeProvider clock) : PageModel, IShowAgain
{
    public sealed record Shown(Id Id, int Width, int Height, string Colour);
    public sealed record Thing(OrderLine Line, Review? Review, int Stars, string? Text, IReadOnlyList<Shown> Pictures, bool Closed);

    private sealed record Said(int Stars, string? Text, IReadOnlyList<Id> Pictures);

    private readonly Dictionary<long, Said> written = [];
    private bool unsaid;
    public Id OrderId { get; private set; }
    public IReadOnlyList<Thing> Things { get; private set; } = [];

    public Task OnGet(Id id) { OrderId = id; return Fill(HttpContext.Caller()); }

    public async Task<IActionResult> OnPost(Id id, [FromForm] Id line)
    {
        var caller = HttpContext.Caller();
        OrderId = id;
        foreach (var field in Request.Form.Keys.Where(k => k.StartsWith("text[", StringComparison.Ordinal)).Take(200))
            if (Id.TryParse(field[5..].TrimEnd(']'), out var thing)) written[thing.Value] = await Sent(caller, thing);
        var said = written.GetValueOrDefault(line.Value) ?? new(0, null, []);
        var me = caller.Member;
        var before = await db.Set<Review>().Where(r => r.OrderLineId == line.Value && r.AuthorId == me).Select(r => (long?)r.Id).SingleOrDefaultAsync();
        if (before is { } review) await change.Run(caller, review, new(said.Stars, said.Text, said.Pictures));
        else await write.Run(caller, line, new(said.Stars, said.Text, said.Pictures));
        written.Remove(line.Value);
        await Fill(caller);
        return unsaid ? Page() : this.SeeOther($"/orders/{id}/review?done={(before is null ? "reviewed" : "review_changed")}");
    }

    // Without script the files come with the form.
    private async Task<Said> Sent(Caller caller, Id thing)
    {
        var pictures = new List<Id>();
        for (var i = 0; i < Review.MostPictures && Id.TryParse(Request.Form[$"pictures[{thing}][{i}].id"], out var picture); i++) pictures.Add(picture);
        foreach (var file in Request.Form.Files.GetFiles($"files[{thing}]").Where(f => f.Length > 0).Take(Review.MostPictures))
        {
            await using var content = file.OpenReadStream();
            pictures.Add((await add.Run(caller, content, PicturePurpose.Review, file.Length, HttpContext.RequestAborted)).Id);
        }
        return new(int.TryParse(Request.Form[$"stars[{thing}]"], out var stars) ? stars : 0, Request.Form[$"text[{thing}]"], pictures);
    }

    public async Task Fill(Caller caller)
    {
        var (me, id, now) = (caller.Member, OrderId.Value, Instant.Now(clock));
        var rows = await (from l in db.Set<OrderLine>().AsNoTracking()
                          where (l.OrderId == id || l.SubOrderId == id) && l.BuyerId == me
                          join s in db.Set<SubOrder>() on l.SubOrderId equals s.Id
                          where l.Shipped > 0 && (s.State == SubState.Received || s.State == SubState.Done)
                          orderby l.Id
                          select new { Line = l, Review = db.Set<Review>().AsNoTracking().FirstOrDefault(r => r.OrderLineId == l.Id) }).Take(200).ToListAsync();
        if (rows.Count == 0) throw Refusal.Missing();
        var reviews = rows.Where(r => r.Review is not null).Select(r => r.Review!.Id).ToArray();
        var kept = (await db.Set<ReviewPicture>().AsNoTracking().Where(p => reviews.Contains(p.ReviewId)).OrderBy(p => p.Position).ToListAsync()).ToLookup(p => p.ReviewId);
        var brought = await Brought(me);
        Things = [.. rows.Select(r => ThingOf(r.Line, r.Review, [.. kept[r.Review?.Id ?? 0].Select(p => new Shown(new(p.PictureId), p.Width, p.Height, p.Colour))], brought, now))];
    }

    private Thing ThingOf(OrderLine line, Review? review, IReadOnlyList<Shown> pictures, Dictionary<Id, Shown> brought, Instant now)
    {
        var closed = review is not null && (review.State == ReviewState.Hidden || now > review.At.Plus(Review.Changeable));
        if (closed || !written.TryGetValue(line.Id, out var said)) return new(line, review, review?.Stars ?? 0, review?.Text, pictures, closed);
        unsaid |= said.Stars != (review?.Stars ?? 0) || (said.Text ?? "") != (review?.Text ?? "") || !said.Pictures.SequenceEqual(pictures.Select(p => p.Id));
        return new(line, review, said.Stars, said.Text, [.. said.Pictures.Where(brought.ContainsKey).Select(p => brought[p])], closed);
    }

    private async Task<Dictionary<Id, Shown>> Brought(long me)
    {
        var ids = written.Values.SelectMany(w => w.Pictures).Select(p => p.Value).Distinct().ToArray();
        if (ids.Length == 0) return [];
        return await db.Set<Picture>().AsNoTracking().Where(p => ids.Contains(p.Id) && p.OwnerId == me && p.State == PictureState.Kept)
            .ToDictionaryAsync(p => new Id(p.Id), p => new Shown(new(p.Id), p.Width, p.Height, p.Colour));
    }
}
