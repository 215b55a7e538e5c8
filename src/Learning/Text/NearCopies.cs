namespace Kaki.Learning.Text;

/// <summary>An index of signatures that answers which known texts are nearly the one at hand.</summary>
/// <remarks>
/// Locality-sensitive hashing by bands (P. Indyk, R. Motwani, STOC 1998; J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", ch. 3): 32 bands of four
/// places; texts that share s of their wording meet in some band with probability 1 − (1 − s⁴)³²: 0.87 at s = 0.5, 0.9998 at 0.7, 0.05 at 0.2.
/// What meets is compared by its whole signature. About 1.8 kB a text. Not safe for writers beside readers.
/// </remarks>
public sealed class NearCopies
{
    const int Rows = 4;
    const int Bands = MinHash.Length / Rows;

    readonly Dictionary<(int Band, ulong Key), List<long>> buckets = [];
    readonly Dictionary<long, uint[]> signatures = [];

    /// <param name="Id">The known text.</param>
    /// <param name="Similarity">Estimated share of common wording.</param>
    public readonly record struct Copy(long Id, double Similarity);

    public int Count => signatures.Count;

    /// <summary>Takes a text in, in place of what this id had before. Texts too short for a signature are not kept: false.</summary>
    public bool Add(long id, string text)
    {
        Remove(id);
        if (MinHash.Of(text) is not { } signature) return false;
        signatures[id] = signature;
        for (var band = 0; band < Bands; band++)
        {
            var key = (band, Key(signature, band));
            if (!buckets.TryGetValue(key, out var ids)) buckets[key] = ids = [];
            ids.Add(id);
        }
        return true;
    }

    public bool Remove(long id)
    {
        if (!signatures.Remove(id, out var signature)) return false;
        for (var band = 0; band < Bands; band++)
        {
            var key = (band, Key(signature, band));
            var ids = buckets[key];
            ids.Remove(id);
            if (ids.Count == 0) buckets.Remove(key);
        }
        return true;
    }

    /// <summary>Known texts at least this similar, the most similar first, then by id.</summary>
    public IReadOnlyList<Copy> Find(string text, double atLeast = 0.5, int take = 20)
    {
        if (MinHash.Of(text) is not { } signature) return [];
        var met = new HashSet<long>();
        for (var band = 0; band < Bands; band++)
            if (buckets.TryGetValue((band, Key(signature, band)), out var ids)) met.UnionWith(ids);
        return met.Select(id => new Copy(id, MinHash.Similarity(signature, signatures[id])))
            .Where(copy => copy.Similarity >= atLeast)
            .OrderByDescending(copy => copy.Similarity).ThenBy(copy => copy.Id).Take(take).ToArray();
    }

    static ulong Key(uint[] signature, int band)
    {
        var key = 0UL;
        for (var row = 0; row < Rows; row++) key = Checksum.Mix(key ^ signature[band * Rows + row]);
        return key;
    }
}
