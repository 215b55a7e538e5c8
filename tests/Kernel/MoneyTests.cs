using Kaki.Kernel;

namespace Kaki.Tests.Kernel;

public class MoneyTests
{
    [Theory]
    [InlineData(109900, "CNY", "¥1,099"), InlineData(1250, "USD", "$12.50"), InlineData(5, "EUR", "€0.05"), InlineData(1250, "JPY", "¥1,250"), InlineData(-1250, "GBP", "-£12.50"), InlineData(100, "CHF", "CHF 1"), InlineData(1250, "CLP", "CLP 1,250")]
    public void An_amount_is_written_in_the_units_of_its_currency(long minor, string currency, string text) => new Money(minor, currency).ToString().ShouldBe(text);

    [Fact]
    public void Amounts_of_one_currency_are_reckoned_to_the_last_unit()
    {
        var (a, b) = (new Money(10, "CNY"), new Money(20, "CNY"));
        (a + b + a).ShouldBe(new(40, "CNY"));
        (a - b).ShouldBe(new(-10, "CNY"));
        (b * 3).ShouldBe(new(60, "CNY"));
        (a < b, a > b).ShouldBe((true, false));
        Should.Throw<OverflowException>(() => new Money(long.MaxValue, "CNY") + a);
        Should.Throw<OverflowException>(() => new Money(long.MaxValue, "CNY") * 2);
    }

    [Fact]
    public void Two_currencies_are_never_added_or_compared()
    {
        var (yuan, dollars) = (new Money(10, "CNY"), new Money(10, "USD"));
        Should.Throw<InvalidOperationException>(() => yuan + dollars);
        Should.Throw<InvalidOperationException>(() => yuan - dollars);
        Should.Throw<InvalidOperationException>(() => yuan < dollars);
    }
}
