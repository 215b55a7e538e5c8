using System.Runtime.InteropServices;
using Kaki.Learning.Text;

namespace Kaki.Learning.Search;

/// <summary>Some documents cut into terms, numbered among themselves: what a thread can do before the index takes them in order.</summary>
sealed class CutBatch : ITokenSink
{
    /// <summary>Before a dictionary word: a word and the pair of characters that spells it are two terms.</summary>
    public const char WordMark = '\u0001';

    readonly Dictionary<string, int> numbers = [];
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    readonly List<(string Key, bool Latin)> terms = [];
    readonly List<ulong> places = [];
    readonly List<(SearchDocument Document, ushort[] Ends, int[] Terms)> documents = [];
    int offset;

    public CutBatch(IReadOnlyList<SearchDocument> batch, int fields, Analyser analyser)
    {
        bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var document in batch) Cut(document, fields, analyser);
    }

    /// <summary>Adds the documents to an index's tables, in their order.</summary>
    public void AddTo(DocumentTable table, TermTable index)
    {
        var counts = new FieldCounts(table.Fields);
        var known = terms.Select(term => index.Number(term.Key, term.Latin)).ToArray();
        foreach (var (document, ends, flat) in documents)
        {
            var number = table.Add(document.Id, ends);
            for (var i = 0; i < flat.Length; i += 2 + flat[i + 1])
            {
                var positions = flat.AsSpan(i + 2, flat[i + 1]);
                index.At(known[flat[i]]).Add(number, positions, counts.Pack(positions, ends));
            }
        }
    }

    void ITokenSink.Add(ReadOnlySpan<char> form, TokenKind kind, int start, int end, int position)
    {
        position += offset;
        if (position >= DocumentTable.MaxPositions) return;
        if (kind is not (TokenKind.Word or TokenKind.Part))
        {
            Add(form, kind == TokenKind.Latin, position);
            return;
        }
        Span<char> marked = stackalloc char[Lexicon.MaxWordLength + 1];
        marked[0] = WordMark;
        form.CopyTo(marked[1..]);
        Add(marked[..(form.Length + 1)], false, position);
    }

    void Add(ReadOnlySpan<char> key, bool latin, int position)
    {
        if (!bySpan.TryGetValue(key, out var number))
        {
            var kept = key.ToString();
            numbers.Add(kept, number = terms.Count);
            terms.Add((kept, latin));
        }
        else if (latin && !terms[number].Latin) terms[number] = (terms[number].Key, true);
        places.Add((ulong)number << 32 | (uint)position);
    }

    void Cut(SearchDocument document, int fields, Analyser analyser)
    {
        var ends = new ushort[fields];
        places.Clear();
        offset = 0;
        for (var f = 0; f < fields; f++)
        {
            if (f > 0) offset += DocumentTable.Gap;
            if (f < document.Fields.Count) offset += analyser.CutInto(Folding.Key(document.Fields[f]), CutMode.Index, this);
            ends[f] = (ushort)Math.Min(offset, DocumentTable.MaxPositions);
        }
        documents.Add((document, ends, Grouped()));
    }

    // term, how many positions, the positions; term after term
    int[] Grouped()
    {
        var sorted = CollectionsMarshal.AsSpan(places);
        sorted.Sort();
        var flat = new List<int>(places.Count * 2);
        var head = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1]) continue;
            var term = (int)(sorted[i] >> 32);
            if (head < 0 || flat[head] != term)
            {
                head = flat.Count;
                flat.Add(term);
                flat.Add(0);
            }
            flat[head + 1]++;
            flat.Add((int)(uint)sorted[i]);
        }
        return [.. flat];
    }
}
