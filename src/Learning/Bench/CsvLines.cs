using System.Text;

namespace Kaki.Learning.Bench;

/// <summary>Comma-separated lines (RFC 4180); cells may stand in double quotes, and then hold commas, quotes (doubled) and line ends.</summary>
internal sealed class CsvLines(string path, TextReader from)
{
    readonly StringBuilder cell = new();

    /// <summary>Number of the line that <see cref="Next"/> last read to, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The cells of the next line that is not empty, trimmed; null at the end.</summary>
    /// <exception cref="InvalidDataException">A quotation mark is not closed, or something follows the one that closes.</exception>
    public List<string>? Next()
    {
        while (from.ReadLine() is { } text)
        {
            Line++;
            if (text.Length > 0 && !string.IsNullOrWhiteSpace(text)) return Cells(text);
        }
        return null;
    }

    List<string> Cells(string text)
    {
        var cells = new List<string>();
        var (quoted, closed, begun) = (false, false, Line);
        for (var i = 0; ; i++)
        {
            if (i == text.Length)
            {
                if (!quoted) break;
                text = from.ReadLine() ?? throw new InvalidDataException($"{path}, line {begun}: a quotation mark is not closed.");
                Line++;
                cell.Append('\n');
                i = -1;
                continue;
            }
            var c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"' && quoted) (quoted, closed) = (false, true);
            else if (c == ',' && !quoted) End(cells, ref closed);
            else if (closed && !char.IsWhiteSpace(c)) throw new InvalidDataException($"{path}, line {Line}: something follows the end of a quotation.");
            else if (c == '"' && !quoted && IsBlank()) quoted = true;
            else cell.Append(c);
        }
        End(cells, ref closed);
        return cells;
    }

    // inside a cell a quotation mark is a sign like any other: 5" plate
    bool IsBlank()
    {
        foreach (var part in cell.GetChunks())
            if (!part.Span.IsWhiteSpace()) return false;
        return true;
    }

    void End(List<string> cells, ref bool closed)
    {
        closed = false;
        cells.Add(cell.ToString().Trim());
        cell.Clear();
    }
}
