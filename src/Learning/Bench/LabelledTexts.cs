using System.Text;

namespace Kaki.Learning.Bench;

/// <summary>Texts of two kinds out of a CSV file (RFC 4180, UTF-8): a header with a column <c>text</c> and a column <c>label</c>, whatever their case; a label is 0 or 1.</summary>
public sealed record LabelledTexts(string[] Texts, bool[] Labels)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has no such columns, no rows, a row with too few cells, another label, a quotation that does not end, or is not UTF-8; file, line and reason are named.</exception>
    public static LabelledTexts Read(string file)
    {
        var lines = new CsvLines(file, new StringReader(Content(file)));
        var header = lines.Next() ?? throw new InvalidDataException($"{file} holds no text.");
        var (text, label) = (Column(header, "text"), Column(header, "label"));
        if (text < 0 || label < 0) throw Wrong(file, lines, "the header has no column text, or none label");
        var (texts, labels, least) = (new List<string>(), new List<bool>(), Math.Max(text, label) + 1);
        while (lines.Next() is { } cells)
        {
            if (cells.Count < least) throw Wrong(file, lines, $"{cells.Count} cells, {least} are needed");
            if (cells[label] is not ("0" or "1")) throw Wrong(file, lines, $"the label \"{cells[label]}\" is neither 0 nor 1");
            texts.Add(cells[text]);
            labels.Add(cells[label] == "1");
        }
        return texts.Count > 0 ? new([.. texts], [.. labels]) : throw new InvalidDataException($"{file} holds no text.");
    }

    static int Column(List<string> header, string wanted) => header.FindIndex(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase));

    static string Content(string file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException wrong)
        {
            throw new InvalidDataException($"{file}: no UTF-8 at byte {wrong.Index}.", wrong);
        }
    }

    static InvalidDataException Wrong(string file, CsvLines lines, string reason) => new($"{file}, line {lines.Line}: {reason}.");
}
