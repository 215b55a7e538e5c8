using System.Runtime.InteropServices;
using Kaki.Learning.Text;

namespace Kaki.Learning.Search;

/// <summary>Some documents cut into terms, numbered among themselves: what a thread can do before the index takes them in order.</summary>
/// <remarks>
/// Its lists are as long as a batch asks for and serve the next one: anew for each they would be large objects, and those cost a collection of everything.
/// Taken in term by term, not document by document: what a term's list touches is fetched from memory once for all documents of the batch.
/// </remarks>
sealed class CutBatch(int fields, Analyser analyser) : ITokenSink
{
    /// <summary>Before a dictionary word: a word and the pair of characters that spells it are two terms.</summary>
    public const char WordMark = '\u0001';

    readonly Dictionary<string, int> numbers = [];
    readonly List<(string Key, bool Latin)> terms = [];
    readonly List<(SearchDocument Document, ushort[] Ends)> documents = [];

    // term, document (sixteen bits), position (sixteen); and where the places of each term begin
    readonly List<ulong> places = [];
    readonly List<int> starts = [];
    readonly List<ulong> byTerm = [];
    readonly List<int> positions = [];
    int offset;

    /// <summary>Cuts documents, at most 65,536, in the place of those it held.</summary>
    public CutBatch Cut(IReadOnlyList<SearchDocument> batch)
    {
        Clear();
        foreach (var document in batch) Cut(document);
        Group();
        return this;
    }

    void Clear()
    {
        numbers.Clear();
        terms.Clear();
        documents.Clear();
        places.Clear();
    }

    /// <summary>Adds the documents to an index's tables, in their order.</summary>
    public void AddTo(DocumentTable table, TermTable index)
    {
        var first = table.Given;
        foreach (var (document, ends) in documents) table.Add(document.Id, ends);
        var counts = new FieldCounts(fields);
        var all = CollectionsMarshal.AsSpan(byTerm);
        for (var term = 0; term < terms.Count; term++)
        {
            var postings = index.At(index.Number(terms[term].Key, terms[term].Latin));
            var own = all[starts[term]..starts[term + 1]];
            while (!own.IsEmpty)
            {
                var document = Document(own[0]);
                own = own[TakePositions(own, document)..];
                var here = CollectionsMarshal.AsSpan(positions);
                postings.Add(first + document, here, counts.Pack(here, documents[document].Ends));
            }
        }
    }

    // those of one document, each once; answers how many were read
    int TakePositions(ReadOnlySpan<ulong> own, int document)
    {
        positions.Clear();
        var read = 0;
        for (; read < own.Length && Document(own[read]) == document; read++)
            if (read == 0 || own[read] != own[read - 1]) positions.Add((ushort)own[read]);
        return read;
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
        var bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!bySpan.TryGetValue(key, out var number))
        {
            var kept = key.ToString();
            numbers.Add(kept, number = terms.Count);
            terms.Add((kept, latin));
        }
        else if (latin && !terms[number].Latin) terms[number] = (terms[number].Key, true);
        places.Add((ulong)number << 32 | (ulong)documents.Count << 16 | (uint)position);
    }

    void Cut(SearchDocument document)
    {
        var ends = new ushort[fields];
        offset = 0;
        for (var f = 0; f < fields; f++)
        {
            if (f > 0) offset += DocumentTable.Gap;
            if (f < document.Fields.Count) offset += analyser.CutInto(Folding.Key(document.Fields[f]), CutMode.Index, this);
            ends[f] = (ushort)Math.Min(offset, DocumentTable.MaxPositions);
        }
        documents.Add((document, ends));
    }

    // by counting: they come document by document, and only the positions within one are not in order yet
    void Group()
    {
        CollectionsMarshal.SetCount(starts, terms.Count + 2);
        CollectionsMarshal.SetCount(byTerm, places.Count);
        var next = CollectionsMarshal.AsSpan(starts);
        var sorted = CollectionsMarshal.AsSpan(byTerm);
        next.Clear();
        foreach (var place in places) next[Term(place) + 2]++;
        for (var term = 2; term < next.Length; term++) next[term] += next[term - 1];
        foreach (var place in places) sorted[next[Term(place) + 1]++] = place;
        for (var i = 1; i < sorted.Length; i++)
        {
            var place = sorted[i];
            var at = i;
            for (; at > 0 && sorted[at - 1] > place; at--) sorted[at] = sorted[at - 1];
            sorted[at] = place;
        }
    }

    static int Term(ulong place) => (int)(place >> 32);

    static int Document(ulong place) => (ushort)(place >> 16);
}
