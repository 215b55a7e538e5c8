using System.Numerics;
using Kaki.Learning.Models;

namespace Kaki.Learning.Vision;

/// <summary>One that was found, and in how many bits it differs.</summary>
public readonly record struct PdqNeighbour(long Id, int Distance);

/// <summary>Answers which of very many hashes lie within some bits of another: exactly what a scan over all of them would find.</summary>
/// <remarks>
/// Multi-index hashing (Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", TPAMI 2014): hashes
/// that differ in at most 31 of 256 bits differ in at most one bit in at least one of sixteen bands, so 16 × 17 buckets hold all answers.
/// When the buckets hold more than a quarter of all hashes (few hashes, or very many alike), it scans instead; the answer never costs
/// much more than a scan. About 200 bytes a hash; any number of readers or one writer at a time.
/// </remarks>
public sealed class PdqIndex
{
    const string Kind = "vision.pdq-index";
    const int Version = 1;
    const int Bands = 16;

    // fewer are scanned faster than looked up
    const int Worth = 4096;

    readonly Dictionary<long, int> places = [];
    long[] ids = new long[16];
    PdqHash[] hashes = new PdqHash[16];
    Bucket[][]? buckets;

    /// <summary>How many hashes there are.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a hash under an id, in the place of the one it had.</summary>
    public void Put(long id, PdqHash hash)
    {
        Remove(id);
        if (Count == ids.Length)
        {
            Array.Resize(ref ids, Count * 2);
            Array.Resize(ref hashes, Count * 2);
        }
        (ids[Count], hashes[Count]) = (id, hash);
        places[id] = Count++;
        if (buckets is not null) File(Count - 1);
        else if (Count >= Worth) FileAll();
    }

    /// <summary>Forgets an id; false when it was not there.</summary>
    public bool Remove(long id)
    {
        if (!places.Remove(id, out var place)) return false;
        Unfile(place);
        var last = --Count;
        if (place == last) return true;
        Unfile(last);
        (ids[place], hashes[place]) = (ids[last], hashes[last]);
        places[ids[place]] = place;
        if (buckets is not null) File(place);
        return true;
    }

    /// <summary>All within <paramref name="radius"/> bits (0 to 256), the nearest first, then by id.</summary>
    public List<PdqNeighbour> Within(PdqHash hash, int radius = PdqHash.Near)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        var found = new List<PdqNeighbour>();
        // one band is off by at most a sixteenth of the whole
        var slack = radius / Bands;
        if (buckets is null || slack > 1 || Candidates(hash, slack) > Count / 4) Scan(hash, radius, found);
        else LookUp(hash, radius, slack, found);
        found.Sort((a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Id.CompareTo(b.Id));
        return found;
    }

    void Scan(PdqHash hash, int radius, List<PdqNeighbour> found)
    {
        for (var i = 0; i < Count; i++)
            if (hashes[i].DistanceTo(hash) is var distance && distance <= radius) found.Add(new(ids[i], distance));
    }

    long Candidates(PdqHash hash, int slack)
    {
        var count = 0L;
        for (var band = 0; band < Bands; band++)
        {
            var key = hash.Band(band);
            count += buckets![band][key].Count;
            for (var bit = 0; slack == 1 && bit < 16; bit++) count += buckets[band][key ^ 1 << bit].Count;
        }
        return count;
    }

    void LookUp(PdqHash hash, int radius, int slack, List<PdqNeighbour> found)
    {
        for (var band = 0; band < Bands; band++)
        {
            var key = hash.Band(band);
            LookUp(hash, radius, slack, band, key, found);
            for (var bit = 0; slack == 1 && bit < 16; bit++) LookUp(hash, radius, slack, band, key ^ 1 << bit, found);
        }
    }

    void LookUp(PdqHash hash, int radius, int slack, int band, int key, List<PdqNeighbour> found)
    {
        foreach (var place in buckets![band][key].Numbers)
        {
            var distance = hashes[place].DistanceTo(hash);
            if (distance <= radius && !FoundBefore(hash, hashes[place], band, slack)) found.Add(new(ids[place], distance));
        }
    }

    // it may lie in several bands' buckets; only the first of them tells
    static bool FoundBefore(PdqHash wanted, PdqHash hash, int band, int slack)
    {
        for (var earlier = 0; earlier < band; earlier++)
            if (BitOperations.PopCount((uint)(wanted.Band(earlier) ^ hash.Band(earlier))) <= slack) return true;
        return false;
    }

    void FileAll()
    {
        buckets = [.. Enumerable.Range(0, Bands).Select(_ => new Bucket[1 << 16])];
        for (var place = 0; place < Count; place++) File(place);
    }

    void File(int place)
    {
        for (var band = 0; band < Bands; band++) buckets![band][hashes[place].Band(band)].Add(place);
    }

    void Unfile(int place)
    {
        for (var band = 0; buckets is not null && band < Bands; band++) buckets[band][hashes[place].Band(band)].Remove(place);
    }

    /// <summary>Saves to a file; see <see cref="ModelFile"/>.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, Version, to =>
    {
        to.WriteAll<long>(ids.AsSpan(0, Count));
        to.WriteAll<PdqHash>(hashes.AsSpan(0, Count));
    });

    /// <summary>Loads what <see cref="Save"/> saved.</summary>
    /// <exception cref="ModelFileException">The file is foreign, torn, of another kind or of a newer version.</exception>
    public static PdqIndex Load(string path) => ModelFile.Load(path, Kind, Version, (from, _) =>
    {
        var ids = from.ReadAll<long>();
        var hashes = from.ReadAll<PdqHash>();
        if (ids.Length != hashes.Length) throw new ModelFileException(ModelFault.Torn, $"{ids.Length} ids do not fit {hashes.Length} hashes.");
        var index = new PdqIndex();
        for (var i = 0; i < ids.Length; i++) index.Put(ids[i], hashes[i]);
        return index;
    });
}
