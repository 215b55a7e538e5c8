using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

/// <summary>The pictures of a review: the author's own, in the order given.</summary>
internal static class ReviewPictures
{
    public static async Task<List<Picture>> Of(AppDb db, long author, IReadOnlyList<Id>? given)
    {
        var ids = (given ?? []).Select(p => p.Value).Distinct().ToArray();
        if (ids.Length > Review.MostPictures) throw Refusal.Invalid("pictures", "goods.pictures.many", Review.MostPictures);
        if (ids.Length == 0) return [];
        var mine = await db.Set<Picture>().AsNoTracking().Where(p => ids.Contains(p.Id) && p.OwnerId == author && p.State == PictureState.Kept).ToDictionaryAsync(p => p.Id);
        return [.. ids.Select(id => mine.GetValueOrDefault(id) ?? throw Refusal.Invalid("pictures", "goods.review.picture"))];
    }

    public static void Hang(AppDb db, long reviewId, List<Picture> pictures)
    {
        foreach (var (picture, position) in pictures.Select((p, i) => (p, i)))
            db.Add(new ReviewPicture { ReviewId = reviewId, PictureId = picture.Id, Position = position, Width = picture.Width, Height = picture.Height, Colour = picture.Colour });
    }
}
