using System.Text;
using Kaki.Kernel;

namespace Kaki.Goods.Office;

/// <summary>Tables for spreadsheets and a shop's own programs.</summary>
internal sealed class Csv
{
    private readonly StringBuilder text = new("\uFEFF"); // spreadsheets take the file for the local code page without it

    public Csv Line(params IEnumerable<string> cells)
    {
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        return this;
    }

    public override string ToString() => text.ToString();

    public static string Plain(Money money) => money.Digits.Replace(",", "", StringComparison.Ordinal);

    // A cell that begins like a formula would be run by a spreadsheet.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
