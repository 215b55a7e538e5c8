using System.Runtime.InteropServices;

namespace Kaki.Learning.Text;

/// <summary>An index of signatures that answers which known texts are nearly the one at hand.</summary>
/// <remarks>
/// Locality-sensitive hashing by bands (P. Indyk, R. Motwani, STOC 1998; J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", ch. 3): 32 bands of four
/// places; texts that share s of their wording meet in some band with probability 1 − (1 − s⁴)³²: 0.87 at s = 0.5, 0.9998 at 0.7, 0.05 at 0.2.
/// What meets is compared by its whole signature. Some 1.7 kB a text. Not safe for writers beside readers.
/// </remarks>
public sealed class NearCopies
{
    const int Rows = 4;
    const int Bands = MinHash.Length / Rows;

    // the texts of a bucket are a chain: its head here, the rest by what each says comes after it; a list for each of 32 buckets a text would take twice the room
    readonly Dictionary<ulong, int> heads = [];
    readonly Dictionary<long, int> places = [];
    readonly List<Kept?> kept = [];
    readonly Stack<int> free = [];

    const int End = -1;

    sealed record Kept(long Id, uint[] Signature, int[] After);

    /// <param name="Id">The known text.</param>
    /// <param name="Similarity">Estimated share of common wording.</param>
    public readonly record struct Copy(long Id, double Similarity);

    public int Count => places.Count;

    /// <summary>Takes a text in, in place of what this id had before. Texts too short for a signature are not kept: false.</summary>
    public bool Add(long id, string text)
    {
        Remove(id);
        if (MinHash.Of(text) is not { } signature) return false;
        if (!free.TryPop(out var place))
        {
            place = kept.Count;
            kept.Add(null);
        }
        places[id] = place;
        var after = new int[Bands];
        kept[place] = new(id, signature, after);
        for (var band = 0; band < Bands; band++)
        {
            ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, Key(signature, band), out var met);
            after[band] = met ? head : End;
            head = place;
        }
        return true;
    }

    public bool Remove(long id)
    {
        if (!places.Remove(id, out var place)) return false;
        var gone = kept[place]!;
        for (var band = 0; band < Bands; band++) Unlink(Key(gone.Signature, band), band, place, gone.After[band]);
        kept[place] = null;
        free.Push(place);
        return true;
    }

    void Unlink(ulong key, int band, int place, int after)
    {
        var at = heads[key];
        if (at == place)
        {
            if (after == End) heads.Remove(key);
            else heads[key] = after;
            return;
        }
        while (kept[at]!.After[band] != place) at = kept[at]!.After[band];
        kept[at]!.After[band] = after;
    }

    /// <summary>Known texts at least this similar, the most similar first, then by id.</summary>
    public IReadOnlyList<Copy> Find(string text, double atLeast = 0.5, int take = 20)
    {
        if (MinHash.Of(text) is not { } signature) return [];
        var met = new HashSet<int>();
        for (var band = 0; band < Bands; band++)
        {
            if (!heads.TryGetValue(Key(signature, band), out var head)) continue;
            for (var at = head; at != End; at = kept[at]!.After[band]) met.Add(at);
        }
        return met.Select(at => new Copy(kept[at]!.Id, MinHash.Similarity(signature, kept[at]!.Signature)))
            .Where(copy => copy.Similarity >= atLeast)
            .OrderByDescending(copy => copy.Similarity).ThenBy(copy => copy.Id).Take(take).ToArray();
    }

    static ulong Key(uint[] signature, int band)
    {
        var key = (ulong)band;
        for (var row = 0; row < Rows; row++) key = Checksum.Mix(key ^ signature[band * Rows + row]);
        return key;
    }
}
