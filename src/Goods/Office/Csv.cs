using System.Text;
using Microsoft.AspNetCore.Http;

namespace Kaki.Goods.Office;

/// <summary>Tables for spreadsheets and a shop's own programs.</summary>
internal static class Csv
{
    private const int Piece = 32 * 1024;

    /// <summary>A file that is sent while its lines are still being read, however many they are.</summary>
    public static IResult File(string name, IReadOnlyList<string> head, IAsyncEnumerable<IReadOnlyList<string>> lines) => TypedResults.Stream(to => Write(to, head, lines), "text/csv; charset=utf-8", name);

    private static async Task Write(Stream to, IReadOnlyList<string> head, IAsyncEnumerable<IReadOnlyList<string>> lines)
    {
        var text = new StringBuilder("\uFEFF"); // spreadsheets take the file for the local code page without it
        Add(text, head);
        await foreach (var line in lines)
        {
            Add(text, line);
            if (text.Length < Piece) continue;
            await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
            text.Clear();
        }
        await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Add(StringBuilder text, IReadOnlyList<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    // A cell that begins like a formula would be run by a spreadsheet.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
