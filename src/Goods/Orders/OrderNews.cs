using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.People;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods
{
    /// <summary>An order, one shop's part of it, or what of that was not sent, is off; what was paid for it goes back.</summary>
    public sealed record OrderCancelled(long OrderId, long? SubOrderId, long BuyerId) : IEvent
    {
        public string Key => $"order:{OrderId}";
    }
}

namespace Kaki.Goods.Orders
{
    /// <summary>Who hears of an order's steps.</summary>
    internal static class OrderNews
    {
        public static async Task TellShops(this AppDb db, IReadOnlyCollection<long> shops, NoticeKind kind, long? actor, long orderId, string? excerpt = null, Instant? at = null)
        {
            var staff = await db.Set<Staff>().Where(s => shops.Contains(s.MerchantId)).Select(s => s.MemberId).Distinct().Order().Take(200).ToListAsync();
            foreach (var member in staff) db.Publish(new NoticeDue(member, kind, actor, $"order:{new Id(orderId)}", excerpt, at));
        }

        public static void TellBuyer(this AppDb db, long buyer, NoticeKind kind, long orderId, string? excerpt = null, Instant? at = null) =>
            db.Publish(new NoticeDue(buyer, kind, null, $"order:{new Id(orderId)}", excerpt, at));
    }
}
