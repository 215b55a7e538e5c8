using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

/// <summary>Reviews for moderators, newest first: those that were reported, or those hidden.</summary>
internal sealed class ReviewsToModerate(AppDb db, PeopleReads people)
{
    private const int PageSize = 30, MostWhys = 5;

    /// <param name="Whys">The first of them.</param>
    public sealed record Row(Id Id, Id ProductId, string Product, string Author, int Stars, string Text, bool Hidden, int Reports, IReadOnlyList<string> Whys, Instant At);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/moderation/reviews",
            async (Caller caller, ReviewsToModerate reviews, bool hidden = false, Cursor? after = null) => TypedResults.Ok(await reviews.Run(caller, hidden, after)))
        .WithName("listReviewsToModerate").WithSummary("Reviews that were reported, or hidden (moderators)").WithTags("moderation");

    public async Task<Page<Row>> Run(Caller caller, bool hidden, Cursor? after)
    {
        caller.Require(Rights.Moderate);
        var reviews = hidden ? db.Set<Review>().Where(r => r.State == ReviewState.Hidden) : Reported(db);
        if (after is { } cursor) reviews = reviews.Where(r => r.Id < cursor.Id);
        var found = await (from r in reviews.AsNoTracking()
                           join p in db.Set<Product>() on r.ProductId equals p.Id
                           orderby r.Id descending
                           select new
                           {
                               Review = r, Product = p.Title,
                               Reports = db.Set<ReviewReport>().Count(x => x.ReviewId == r.Id),
                               Whys = db.Set<ReviewReport>().Where(x => x.ReviewId == r.Id).OrderBy(x => x.Id).Select(x => x.Why).Take(MostWhys).ToList(),
                           }).Take(PageSize + 1).ToListAsync();
        var authors = await people.Cards([.. found.Select(f => f.Review.AuthorId)]);
        var rows = found.Select(f => new Row(f.Review.Id, f.Review.ProductId, f.Product.For(caller), authors.GetValueOrDefault(f.Review.AuthorId)?.Handle ?? "", f.Review.Stars, f.Review.Text, f.Review.State == ReviewState.Hidden, f.Reports, f.Whys, f.Review.At));
        return Page<Row>.Of([.. rows], PageSize, r => new Cursor(0, r.Id));
    }

    internal static IQueryable<Review> Reported(AppDb db) => db.Set<Review>().Where(r => db.Set<ReviewReport>().Select(x => x.ReviewId).Contains(r.Id) && r.State == ReviewState.Shown);
}

internal sealed class ReportedReviewsAwait(AppDb db) : IAwaitsDecision
{
    public string Item => "reviews";
    public Rights Needed => Rights.Moderate;
    public string Page => "/console/reviews";

    public Task<int> Count(CancellationToken cancel) => ReviewsToModerate.Reported(db).CountAsync(cancel);
}
