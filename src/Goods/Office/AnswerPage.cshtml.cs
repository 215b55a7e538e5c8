using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>Reviews of the shop's goods, those without an answer first asked for.</summary>
internal sealed class AnswerPageModel(AppDb db, Seats seats, ListReviews list, ReplyToReview reply) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public bool All { get; set; }
    [BindProperty] public string? Text { get; set; }
    public Id? Answering { get; private set; }
    public Seat Seat { get; private set; } = null!;
    public Page<ReviewView> Reviews { get; private set; } = new([], null);
    public IReadOnlyDictionary<long, string> Titles { get; private set; } = new Dictionary<long, string>();

    public Task OnGet(string? after) => Show(HttpContext.Caller(), after);
    public Task Fill(Caller caller) => Show(caller, null);

    public async Task<IActionResult> OnPost([FromForm] Id id)
    {
        Answering = id;
        await reply.Run(HttpContext.Caller(), id, Text);
        return this.SeeOther($"/office/reviews?{(All ? "all=true&" : "")}done=answered");
    }

    private async Task Show(Caller caller, string? after)
    {
        Seat = await seats.Of(caller);
        var (shop, place) = (Seat.ShopId, Cursor.Of(after));
        var reviews = db.Set<Review>().AsNoTracking().Where(r => r.MerchantId == shop && r.State == ReviewState.Shown && (All || r.RepliedAt == null) && (place == null || r.Id < place.Value.Id));
        Reviews = await list.Views(caller, reviews.OrderByDescending(r => r.Id).Take(21), 20, r => new(0, r.Id));
        var ids = Reviews.Items.Select(r => r.ProductId.Value).Distinct().ToArray();
        Titles = await db.Set<Product>().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToDictionaryAsync(p => p.Id, p => p.Title.For(caller));
    }
}
