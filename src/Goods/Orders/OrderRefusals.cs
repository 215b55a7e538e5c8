using Kaki.Kernel.Refusals;

namespace Kaki.Goods.Orders;

/// <summary>Every way orders say no.</summary>
internal static class OrderRefusals
{
    /// <summary>The order is no longer, or not yet, where this step begins.</summary>
    public static Refusal State() => new("order.state", 409);
    public static Refusal Pieces(int left) => new("order.pieces", 422, left) { Field = "pieces" };
    public static Refusal Reason() => Refusal.Invalid("reason", "order.reason", SubOrder.LongestReason);
    public static Refusal ReasonOfTheHouse(string why) => Refusal.Invalid("reason", "order.reason_of_house", why);
    public static Refusal Note() => Refusal.Invalid("messages", "order.note", SubOrder.LongestNote);
    public static Refusal Tracking() => Refusal.Invalid("tracking", "order.tracking");
    public static Refusal Carrier() => Refusal.Invalid("carrier", "order.carrier");
    public static Refusal NotPaid() => new("order.not_paid", 409);
    public static Refusal Unpaid() => new("order.unpaid", 422, Order.MostUnpaid);
    public static Refusal PayTime() => new("order.pay_time", 409);
}
