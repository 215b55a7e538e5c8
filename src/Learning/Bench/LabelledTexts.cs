using System.Text;

namespace Kaki.Learning.Bench;

/// <summary>Texts of two kinds out of a CSV file (RFC 4180, UTF-8): a header with a column <c>text</c> and a column <c>label</c>, whatever their case; a label is 0 or 1.</summary>
public sealed record LabelledTexts(string[] Texts, bool[] Labels)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has no such columns, no rows, a row with too few cells, another label, a quotation that does not end, or is not UTF-8; file, line and reason are named.</exception>
    public static LabelledTexts Read(string file)
    {
        var (texts, labels) = (new List<string>(), new List<bool>());
        var (text, label, least) = (-1, -1, 0);
        foreach (var (line, cells) in Rows(file))
        {
            if (least == 0)
            {
                text = cells.FindIndex(name => name.Equals("text", StringComparison.OrdinalIgnoreCase));
                label = cells.FindIndex(name => name.Equals("label", StringComparison.OrdinalIgnoreCase));
                if (text < 0 || label < 0) throw Wrong(file, line, "the header has no column text, or none label");
                least = Math.Max(text, label) + 1;
                continue;
            }
            if (cells.Count < least) throw Wrong(file, line, $"{cells.Count} cells, {least} are needed");
            if (cells[label] is not ("0" or "1")) throw Wrong(file, line, $"the label \"{cells[label]}\" is neither 0 nor 1");
            texts.Add(cells[text]);
            labels.Add(cells[label] == "1");
        }
        if (texts.Count == 0) throw new InvalidDataException($"{file} holds no text.");
        return new([.. texts], [.. labels]);
    }

    static IEnumerable<(int Line, List<string> Cells)> Rows(string file)
    {
        string content;
        try
        {
            content = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException wrong)
        {
            throw new InvalidDataException($"{file}: no UTF-8 at byte {wrong.Index}.", wrong);
        }
        var line = 1;
        for (var at = 0; at < content.Length;)
        {
            var begun = line;
            var cells = new List<string>();
            do cells.Add(Cell(file, content, ref at, ref line));
            while (at < content.Length && content[at++] == ',');
            line++;
            if (cells is not [""]) yield return (begun, cells);
        }
    }

    // leaves the place at the comma or line feed that ends the cell
    static string Cell(string file, string content, ref int at, ref int line)
    {
        if (at == content.Length || content[at] != '"')
        {
            var end = content.AsSpan(at).IndexOfAny(',', '\n') is >= 0 and var length ? at + length : content.Length;
            var plain = content[at..end].TrimEnd('\r');
            at = end;
            return plain;
        }
        var begun = line;
        var cell = new StringBuilder();
        for (at++; at < content.Length; at++)
        {
            if (content[at] == '\n') line++;
            if (content[at] != '"') cell.Append(content[at]);
            else if (at + 1 < content.Length && content[at + 1] == '"') cell.Append(content[at++]);
            else
            {
                at++;
                if (at < content.Length && content[at] == '\r') at++;
                if (at < content.Length && content[at] is not (',' or '\n')) throw Wrong(file, line, "something follows the end of a quotation");
                return cell.ToString();
            }
        }
        throw Wrong(file, begun, "a quotation does not end");
    }

    static InvalidDataException Wrong(string file, int line, string reason) => new($"{file}, line {line}: {reason}.");
}
