using System.Globalization;
using System.Text.Json.Serialization;

namespace Kaki.Kernel;

/// <summary>An amount in minor units of an ISO 4217 currency. Adding two currencies is an error, never a conversion.</summary>
public readonly record struct Money(long Minor, string Currency)
{
    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor), Same(a, b));
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor), Same(a, b));
    public static Money operator *(Money a, int times) => new(checked(a.Minor * times), a.Currency);
    public static bool operator <(Money a, Money b) => Same(a, b) is not null && a.Minor < b.Minor;
    public static bool operator >(Money a, Money b) => b < a;

    /// <summary>How many decimals the currency has: 2, but none for yen and won.</summary>
    [JsonIgnore] public int Decimals => Currency is "JPY" or "KRW" or "VND" ? 0 : 2;

    [JsonIgnore] public string Symbol => Currency switch { "CNY" or "JPY" => "¥", "USD" => "$", "EUR" => "€", "GBP" => "£", var c => c + " " };

    /// <summary>The amount without its symbol, grouped; decimals only where there are any: 1,099 · 12.50.</summary>
    [JsonIgnore]
    public string Digits
    {
        get
        {
            var unit = Decimals == 0 ? 1 : 100;
            var format = Decimals > 0 && Minor % unit != 0 ? "#,0.00" : "#,0";
            return ((decimal)Minor / unit).ToString(format, CultureInfo.InvariantCulture);
        }
    }

    public override string ToString() => Minor < 0 ? "-" + new Money(-Minor, Currency) : Symbol + Digits;

    private static string Same(Money a, Money b) =>
        a.Currency == b.Currency ? a.Currency : throw new InvalidOperationException($"{a.Currency} and {b.Currency} do not add.");
}
