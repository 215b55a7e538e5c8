using FsCheck;
using FsCheck.Fluent;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Kernel;

namespace Kaki.Tests.Goods.Payments;

public class RefundTests
{
    [Fact]
    public void Never_more_goes_back_than_came_and_all_of_it_when_all_is_called_off()
    {
        var orders = from parts in Gen.NonEmptyListOf(from minor in Gen.Choose(1, 100_000) from off in Gen.Elements(true, true, false) select (Minor: (long)minor, Off: off))
                     from percent in Gen.Choose(0, 200) select (Parts: parts.ToList(), Came: parts.Sum(p => p.Minor) * percent / 100);
        Prop.ForAll(orders.ToArbitrary(), o =>
        {
            var total = o.Parts.Sum(p => p.Minor);
            var payment = Payment.Begin(1, new Order { Id = 1, BuyerId = 1, Total = Yuan(total) }, 1, "sandbox", default);
            payment.Accept(Yuan(o.Came), default);
            var given = new List<long>();
            void Give(Money due)
            {
                if (due.Minor <= 0) return;
                given.Add(due.Minor);
                payment.Refunded(due); // throws where it is more than came
            }
            Give(Yuan(o.Came - total));
            foreach (var part in o.Parts.Where(p => p.Off)) Give(payment.Left(Yuan(part.Minor), given));
            return given.Sum() <= o.Came && (o.Parts.Exists(p => !p.Off) || given.Sum() == o.Came);
        }).QuickCheckThrowOnFailure();
    }

    private static Money Yuan(long minor) => new(minor, "CNY");
}
