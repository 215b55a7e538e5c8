using FsCheck;
using FsCheck.Fluent;
using Kaki.Goods.Cart;
using Kaki.Goods.Merchants;
using Kaki.Kernel;

namespace Kaki.Tests.Goods.Orders;

public class SumTests
{
    private static readonly Gen<(long Price, int Quantity)> Lines =
        from price in Gen.Choose(1, int.MaxValue) from factor in Gen.Choose(1, 4) from quantity in Gen.Choose(1, 99) select ((long)price * factor, quantity);

    [Fact]
    public void Every_purchase_adds_up_to_the_minor_unit()
    {
        var purchases = from shops in Gen.NonEmptyListOf(from lines in Gen.NonEmptyListOf(Lines) from flat in Gen.Choose(0, 100_00) from free in Gen.Choose(-1, 2_000_000) select (Lines: lines.ToList(), Flat: flat, Free: free)) select shops.ToList();
        Prop.ForAll(purchases.ToArbitrary(), shops =>
        {
            var sums = shops.Select(s =>
            {
                var rule = new ShippingRule { Id = 1 };
                rule.Set(new Money(s.Flat, "CNY"), s.Free < 0 ? null : s.Free, 2, []);
                return Sum.Of("CNY", s.Lines.Select(l => (new Money(l.Price, "CNY"), l.Quantity)), rule);
            }).ToList();
            var all = Sum.Of("CNY", sums);
            System.Numerics.BigInteger goods = 0, shipping = 0;
            foreach (var s in shops)
            {
                var worth = s.Lines.Aggregate(System.Numerics.BigInteger.Zero, (sum, l) => sum + (System.Numerics.BigInteger)l.Price * l.Quantity);
                goods += worth;
                if (s.Free < 0 || worth < s.Free) shipping += s.Flat;
            }
            return all.Goods.Minor == goods && all.Shipping.Minor == shipping && all.Total.Minor == goods + shipping && all.Pieces == shops.Sum(s => s.Lines.Sum(l => l.Quantity));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Two_currencies_never_add() =>
        Should.Throw<InvalidOperationException>(() => Sum.Of("CNY", [(new Money(1, "USD"), 1)], null));
}
