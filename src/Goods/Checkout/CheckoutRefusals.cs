using Kaki.Kernel;
using Kaki.Kernel.Refusals;

namespace Kaki.Goods.Checkout;

/// <summary>Every way the checkout says no.</summary>
internal static class CheckoutRefusals
{
    public static Refusal Empty() => new("checkout.empty", 422);
    public static Refusal Lines() => new("checkout.lines", 409);
    public static Refusal Gone(string title) => new("checkout.gone", 409, title);
    public static Refusal Stock(string title, int left) => new("checkout.stock", 409, title, left);
    public static Refusal Price(string title, Money was, Money now) => new("checkout.price", 409, title, was.ToString(), now.ToString());
    public static Refusal Total(Money now) => new("checkout.total", 409, now.ToString());
    public static Refusal Currencies() => new("checkout.currencies");
    public static Refusal Region(string shop) => new("checkout.region", 422, shop) { Field = "address" };
    public static Refusal Address() => new("checkout.address", 422) { Field = "address" };
    public static Refusal Provider() => Refusal.Invalid("provider", "checkout.provider");
}
