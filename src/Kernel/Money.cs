using System.Collections.Frozen;
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

    private static readonly FrozenSet<string> Whole = ["JPY", "KRW", "VND", "CLP", "ISK"];
    private static readonly FrozenSet<string> InHundredths =
    [
        "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "MOP", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "ZAR",
    ];

    /// <summary>Whether its decimals are known here: an amount of another currency would be shown wrongly.</summary>
    public static bool Knows(string currency) => Whole.Contains(currency) || InHundredths.Contains(currency);

    /// <summary>The currencies whose decimals are known.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Whole.Concat(InHundredths).Order(StringComparer.Ordinal)];

    /// <summary>How many decimals the currency has: 2, but none for yen, won and their like.</summary>
    [JsonIgnore] public int Decimals => Whole.Contains(Currency) ? 0 : 2;

    /// <summary>The amount in hundredths of the currency's unit, whether it has them or not: what is asked for "up to 50" is compared by.</summary>
    [JsonIgnore] public long Hundredths => Decimals == 0 ? checked(Minor * 100) : Minor;

    /// <summary>The currencies whose minor unit is the unit itself.</summary>
    public static string[] WithoutDecimals { get; } = [.. Whole];

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

    /// <summary>The amount as programs and forms take it: 1099 · 12.50.</summary>
    [JsonIgnore] public string Plain => Digits.Replace(",", "", StringComparison.Ordinal);

    public override string ToString() => Minor < 0 ? "-" + new Money(-Minor, Currency) : Symbol + Digits;

    private static string Same(Money a, Money b) =>
        a.Currency == b.Currency ? a.Currency : throw new InvalidOperationException($"{a.Currency} and {b.Currency} do not add.");
}
