using System.Globalization;
using System.Text.RegularExpressions;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;

namespace Kaki.Goods.Office;

/// <summary>Amounts as a seller types them, in major units: 1099, 12.5, 1,099.50.</summary>
internal static partial class Amount
{
    public static long Read(string? text, string currency, string field) =>
        Optional(text, currency, field) ?? throw Refusal.Invalid(field, "goods.amount");

    public static long? Optional(string? text, string currency, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var unit = new Money(0, currency).Decimals == 0 ? 1 : 100;
        var typed = text.Trim().TrimStart('¥', '$');
        if (!Written().IsMatch(typed) || !decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var major) || major is < 0 or > 1_000_000_000 || major * unit != decimal.Truncate(major * unit))
            throw Refusal.Invalid(field, "goods.amount");
        return (long)(major * unit);
    }

    // A comma stands before three digits, or it was meant as a decimal one: 12,50 would be read as 1250.
    [GeneratedRegex(@"^(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?\z")]
    private static partial Regex Written();
}
