using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>Counters of a product, moved past its version: a sale or a review must not spoil what a seller is just editing. Inside a write.</summary>
internal static class ProductCounts
{
    public static Task CountSold(this AppDb db, long productId, int pieces) =>
        db.Set<Product>().Where(p => p.Id == productId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Sold, p => p.Sold + pieces < 0 ? 0 : p.Sold + pieces));

    public static Task CountReview(this AppDb db, long productId, int stars, int by)
    {
        var product = db.Set<Product>().Where(p => p.Id == productId);
        return stars switch
        {
            1 => product.ExecuteUpdateAsync(s => s.SetProperty(p => p.Stars1, p => p.Stars1 + by)),
            2 => product.ExecuteUpdateAsync(s => s.SetProperty(p => p.Stars2, p => p.Stars2 + by)),
            3 => product.ExecuteUpdateAsync(s => s.SetProperty(p => p.Stars3, p => p.Stars3 + by)),
            4 => product.ExecuteUpdateAsync(s => s.SetProperty(p => p.Stars4, p => p.Stars4 + by)),
            _ => product.ExecuteUpdateAsync(s => s.SetProperty(p => p.Stars5, p => p.Stars5 + by)),
        };
    }

    public static Task CountReviewWithPictures(this AppDb db, long productId, int by) =>
        db.Set<Product>().Where(p => p.Id == productId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ReviewsWithPictures, p => p.ReviewsWithPictures + by));
}
