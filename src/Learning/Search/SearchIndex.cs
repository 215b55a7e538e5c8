using System.Collections.Concurrent;
using Kaki.Learning.Models;
using Kaki.Learning.Text;

namespace Kaki.Learning.Search;

/// <summary>
/// Finds texts: Chinese by words and overlapping pairs of characters, Latin by words, stems, beginnings and near spellings,
/// mixed text by both; with "phrases" and -minus words; best first by BM25F.
/// </summary>
/// <remarks>
/// <para>A document answers when every clause of the query (<see cref="QueryParser"/>) is in it. A clause earns the mean of BM25F over its terms
/// (see <see cref="Bm25F"/>), and as much again as its dictionary word does where that stands whole: recall comes from the pairs, order from the words.</para>
/// <para>All in memory: about 7 bytes for each character of Chinese text. Any number of threads may search while none adds or removes.
/// What is removed leaves its place when the index is built anew.</para>
/// </remarks>
public sealed class SearchIndex
{
    const string Kind = "search.index";
    const int Layout = 1;
    const int BatchSize = 4096;

    readonly DocumentTable documents;
    readonly TermTable terms;

    /// <param name="fields">Its fields, in the order in which documents bring them; title and body by default.</param>
    /// <param name="analyser">Cuts documents and queries alike.</param>
    public SearchIndex(IReadOnlyList<SearchField>? fields = null, Analyser? analyser = null) : this(fields ?? SearchField.TitleAndBody, analyser ?? Analyser.Default, null, null)
    {
    }

    SearchIndex(IReadOnlyList<SearchField> fields, Analyser analyser, DocumentTable? documents, TermTable? terms)
    {
        if (fields.Count is 0 or > FieldCounts.MostFields || fields.Any(field => !(field.Weight > 0) || !(field.B >= 0 && field.B <= 1))) throw new ArgumentException("One to eight fields, each with a weight above 0 and b from 0 to 1.", nameof(fields));
        (Fields, Analyser) = (fields, analyser);
        this.documents = documents ?? new(fields.Count);
        this.terms = terms ?? new();
    }

    public IReadOnlyList<SearchField> Fields { get; }

    public Analyser Analyser { get; }

    /// <summary>Documents that can be found.</summary>
    public int Count => documents.Count;

    /// <summary>Different terms.</summary>
    public int Terms => terms.Count;

    /// <summary>Takes one document in, in the place of an older one with its id.</summary>
    public void Add(SearchDocument document) => new CutBatch(Fields.Count, Analyser).Cut([document]).AddTo(documents, terms);

    /// <summary>Takes many in, cutting them on all processors; the index is the same as if they had come one by one.</summary>
    /// <param name="many">In any number; of two with one id the later stays.</param>
    /// <param name="progress">Told how many are in.</param>
    /// <param name="cancel">Stops between batches; those in stay in.</param>
    public void AddAll(IEnumerable<SearchDocument> many, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var cutting = new Queue<Task<CutBatch>>();
        var spare = new ConcurrentBag<CutBatch>();
        var done = 0;
        foreach (var batch in many.Chunk(BatchSize))
        {
            cancel.ThrowIfCancellationRequested();
            // a few ahead, so that neither side waits nor memory fills
            if (cutting.Count > 2 * Environment.ProcessorCount) Take();
            cutting.Enqueue(Task.Run(() => (spare.TryTake(out var cut) ? cut : new(Fields.Count, Analyser)).Cut(batch), CancellationToken.None));
        }
        while (cutting.Count > 0) Take();

        void Take()
        {
            var cut = cutting.Dequeue().GetAwaiter().GetResult();
            cut.AddTo(documents, terms);
            spare.Add(cut);
            progress?.Report(Math.Min(done += BatchSize, documents.Given));
        }
    }

    /// <summary>Whether there was such a document; it is not found any more.</summary>
    public bool Remove(long id) => documents.Remove(id);

    /// <summary>The best documents for a query as people type it.</summary>
    /// <param name="query">Any text; see <see cref="QueryParser"/>.</param>
    /// <param name="take">How many hits at most, 1 to 1,000.</param>
    public SearchAnswer Search(string query, int take = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 1000);
        var parsed = QueryParser.Parse(query, Analyser);
        var conditions = new Conditions(terms, new Scoring(Fields, documents));
        if (parsed.IsEmpty || conditions.Must(parsed) is not { } must) return new([], 0, parsed, conditions.Instead);
        var (hits, total) = Best(must, conditions.MustNot(parsed), take);
        return new(hits, total, parsed, conditions.Instead);
    }

    (SearchHit[] Hits, int Total) Best(IMatcher must, IMatcher? mustNot, int take)
    {
        var best = new BestHits(take);
        var total = 0;
        for (var document = must.SkipTo(0); document != PostingCursor.End; document = must.SkipTo(document + 1))
        {
            if (documents.IsGone(document) || mustNot?.SkipTo(document) == document) continue;
            total++;
            best.Offer(document, must.Score());
        }
        return (Array.ConvertAll(best.Ranked(), hit => new SearchHit(documents.Id(hit.Document), hit.Score)), total);
    }

    /// <summary>Writes the index to a file; see <see cref="ModelFile"/>.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, Layout, to =>
    {
        to.Write(Analyser.Version);
        to.Write(Fields.Count);
        foreach (var (name, weight, b) in Fields)
        {
            to.Write(name);
            to.Write(weight);
            to.Write(b);
        }
        documents.Save(to);
        terms.Save(to);
    });

    /// <summary>Reads an index that was saved under the same analyser.</summary>
    /// <exception cref="ModelFileException">No index, torn, or made by another version of the analyser.</exception>
    public static SearchIndex Load(string path, Analyser? analyser = null) => ModelFile.Load(path, Kind, Layout, (from, _) =>
    {
        analyser ??= Analyser.Default;
        var version = from.ReadString();
        if (version != analyser.Version) throw new ModelFileException(ModelFault.OtherVersion, $"This index was cut by analyser {version}, not {analyser.Version}: build it anew.");
        var fields = new SearchField[from.ReadInt32()];
        for (var i = 0; i < fields.Length; i++) fields[i] = new(from.ReadString(), from.ReadDouble(), from.ReadDouble());
        return new SearchIndex(fields, analyser, DocumentTable.Load(from, fields.Length), TermTable.Load(from));
    });
}
