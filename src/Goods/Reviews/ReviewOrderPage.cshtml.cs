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

/// <summary>What came of a purchase, thing by thing: to review, or to change the review of.</summary>
[TakesPictures]
internal sealed class ReviewOrderPageModel(AppDb db, WriteReview write, ChangeReview change, AddPicture add, TimeProvider clock) : PageModel, IShowAgain
{
    public sealed record Thing(OrderLine Line, Review? Review, IReadOnlyList<ReviewPicture> Pictures, bool Closed);

    public Id OrderId { get; private set; }
    public IReadOnlyList<Thing> Things { get; private set; } = [];
    public Id? Writing { get; private set; }
    [BindProperty] public int Stars { get; set; }
    [BindProperty] public string? Text { get; set; }

    public Task OnGet(Id id) { OrderId = id; return Fill(HttpContext.Caller()); }

    public async Task<IActionResult> OnPost(Id id, [FromForm] Id line)
    {
        var caller = HttpContext.Caller();
        (OrderId, Writing) = (id, line);
        var pictures = new List<Id>();
        for (var i = 0; i < Review.MostPictures && Id.TryParse(Request.Form[$"pictures[{i}].id"], out var picture); i++) pictures.Add(picture);
        foreach (var file in Request.Form.Files.Where(f => f.Length > 0).Take(Review.MostPictures)) // without script the files come with the form
        {
            await using var content = file.OpenReadStream();
            pictures.Add((await add.Run(caller, content, PicturePurpose.Review, file.Length, HttpContext.RequestAborted)).Id);
        }
        var me = caller.Member;
        var before = await db.Set<Review>().Where(r => r.OrderLineId == line.Value && r.AuthorId == me).Select(r => (long?)r.Id).SingleOrDefaultAsync();
        if (before is { } review) await change.Run(caller, review, new(Stars, Text, pictures));
        else await write.Run(caller, line, new(Stars, Text, pictures));
        return this.SeeOther($"/orders/{id}/review");
    }

    public async Task Fill(Caller caller)
    {
        var (me, id, now) = (caller.Member, OrderId.Value, Instant.Now(clock));
        var rows = await (from l in db.Set<OrderLine>().AsNoTracking()
                          where (l.OrderId == id || l.SubOrderId == id) && l.BuyerId == me
                          join s in db.Set<SubOrder>() on l.SubOrderId equals s.Id
                          where l.Shipped > 0 && (s.State == SubState.Received || s.State == SubState.Done)
                          orderby l.Id
                          select new { Line = l, Review = db.Set<Review>().FirstOrDefault(r => r.OrderLineId == l.Id) }).Take(200).ToListAsync();
        if (rows.Count == 0) throw Refusal.Missing();
        var written = rows.Where(r => r.Review is not null).Select(r => r.Review!.Id).ToArray();
        var pictures = (await db.Set<ReviewPicture>().AsNoTracking().Where(p => written.Contains(p.ReviewId)).OrderBy(p => p.Position).ToListAsync()).ToLookup(p => p.ReviewId);
        Things = [.. rows.Select(r => new Thing(r.Line, r.Review, [.. pictures[r.Review?.Id ?? 0]], r.Review is { } review && (review.State == ReviewState.Hidden || now > review.At.Plus(Review.Changeable))))];
    }
}
