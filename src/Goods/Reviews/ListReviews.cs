using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Goods.Catalogue;
using Kaki.People;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

internal enum ReviewSort { Helpful, New }

/// <summary>Reviews of a product: the most helpful or the newest first, all or those with pictures or so many stars.</summary>
internal sealed class ListReviews(AppDb db, PeopleReads people)
{
    public sealed record Input(long ProductId, ReviewSort Sort = ReviewSort.Helpful, int? Stars = null, bool WithPictures = false, string? After = null, int Size = 20);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/goods/{id}/reviews", async (Id id, Caller caller, ListReviews list, string? sort, int? stars, bool? pictures, string? after, int? size) =>
                TypedResults.Ok(await list.Run(caller, new(id, Choice.Of(sort, ReviewSort.Helpful, "sort"), stars, pictures ?? false, after, size ?? 20))))
            .WithName("listReviews").WithSummary("Reviews of a product by people who received it").WithTags("reviews");
        routes.MapGet("/api/v1/reviews/{id}", async (Id id, Caller caller, ListReviews list) => TypedResults.Ok(await list.One(caller, id)))
            .WithName("readReview").WithSummary("One review; a hidden one for its author and moderators alone, with the reason").WithTags("reviews").ProducesProblem(404);
    }

    public async Task<Page<ReviewView>> Run(Caller caller, Input input)
    {
        var (size, hidden) = (Math.Clamp(input.Size, 1, 50), await Hidden(caller));
        var reviews = db.Set<Review>().AsNoTracking().Where(r => r.ProductId == input.ProductId && r.State == ReviewState.Shown && !hidden.Contains(r.AuthorId));
        if (input.Stars is { } stars) reviews = reviews.Where(r => r.Stars == stars);
        if (input.WithPictures) reviews = reviews.Where(r => r.HasPictures);
        return await (input.Sort == ReviewSort.New ? Newest(caller, reviews, Cursor.Of(input.After), size) : MostHelpful(caller, reviews, GivenPlace.Of(input.After), size));
    }

    private Task<Page<ReviewView>> Newest(Caller caller, IQueryable<Review> reviews, Cursor? after, int size)
    {
        if (after is { } last) reviews = reviews.Where(r => r.Id < last.Id);
        return Views(caller, reviews.OrderByDescending(r => r.Id).Take(size + 1), size, r => new Cursor(0, r.Id));
    }

    private async Task<Page<ReviewView>> MostHelpful(Caller caller, IQueryable<Review> reviews, GivenPlace? after, int size)
    {
        if (after is { Given: { Length: > 0 } given }) reviews = reviews.Where(r => !given.Contains(r.Id));
        var leading = after is null or { Below: 0 };
        var sorted = leading ? reviews.OrderByDescending(r => r.Helpful).ThenByDescending(r => r.Id) : reviews.Where(r => r.Id < after!.Below).OrderByDescending(r => r.Id);
        var page = await Views(caller, sorted.Take(size + 1), size, _ => default);
        if (page.Next is null) return page;
        return page with { Next = (leading ? GivenPlace.AfterLeading(after, page.Items.Select(r => r.Id.Value)) : after! with { Below = page.Items[^1].Id.Value }).ToString() };
    }

    public async Task<ReviewView> One(Caller caller, Id id)
    {
        var (me, judges, hidden) = (caller.MemberId, caller.May(Rights.Moderate), await Hidden(caller));
        var found = db.Set<Review>().AsNoTracking().Where(r => r.Id == id.Value && (judges || r.AuthorId == me || r.State == ReviewState.Shown && !hidden.Contains(r.AuthorId)));
        var view = (await Views(caller, found, 1, _ => default)).Items.SingleOrDefault() ?? throw Refusal.Missing();
        var thing = $"review:{id}";
        return view.Hidden ? view with { Why = (await Audit.Whys(db, ModerateReview.Hid, [thing])).GetValueOrDefault(thing) } : view;
    }

    /// <summary>Who stands behind a block, whoever made it. Their stars count all the same: those are of the product.</summary>
    private async Task<long[]> Hidden(Caller caller) => caller.MemberId is { } me ? [.. (await people.BondsOf(me)).Blocked] : [];

    /// <summary>Rows of a query as people read them; two queries.</summary>
    public async Task<Page<ReviewView>> Views(Caller caller, IQueryable<Review> reviews, int size, Func<ReviewView, Cursor> place)
    {
        var me = caller.MemberId;
        var rows = await reviews.Select(r => new
        {
            Review = r,
            Pictures = db.Set<ReviewPicture>().Where(p => p.ReviewId == r.Id).OrderBy(p => p.Position).ToList(),
            Mine = me != null && db.Set<ReviewHelpful>().Any(h => h.ReviewId == r.Id && h.MemberId == me),
        }).ToListAsync();
        var authors = rows.Count == 0 ? new Dictionary<long, PersonCard>() : await people.Cards([.. rows.Select(r => r.Review.AuthorId).Distinct()]);
        var views = rows.Select(r => new ReviewView(r.Review.Id, r.Review.ProductId, Author(authors.GetValueOrDefault(r.Review.AuthorId)), r.Review.Stars, r.Review.Text, r.Review.Variant.For(caller),
            [.. r.Pictures.Select(p => new GoodsPicture(p.PictureId, p.Width, p.Height, p.Colour, "", Picture.UrlOf(p.PictureId, 1080)))],
            r.Review.Helpful, r.Mine, r.Review.At, r.Review.EditedAt, r.Review.Reply, r.Review.RepliedAt, me == r.Review.AuthorId) { Hidden = r.Review.State == ReviewState.Hidden }).ToList();
        return Page<ReviewView>.Of(views, size, place);
    }

    private static ReviewAuthor? Author(PersonCard? card) => card is null ? null : new(card.Handle, card.Name, card.AvatarUrl);
}

/// <param name="Author">Null where the person has left.</param>
/// <param name="FoundHelpful">By the reader.</param>
internal sealed record ReviewView(Id Id, Id ProductId, ReviewAuthor? Author, int Stars, string Text, string Variant, IReadOnlyList<GoodsPicture> Pictures,
    int Helpful, bool FoundHelpful, Instant At, Instant? EditedAt, string? Reply, Instant? RepliedAt, bool Mine)
{
    /// <summary>A moderator hid it; its author and moderators see it by its address.</summary>
    public bool Hidden { get; init; }

    /// <summary>Why it was hidden.</summary>
    public string? Why { get; init; }
}

internal sealed record ReviewAuthor(string Handle, string Name, string AvatarUrl);
