using System.Buffers;
using System.Numerics.Tensors;
using Kaki.Learning.Models;

namespace Kaki.Learning.Vision;

/// <summary>A picture that another was made from, or that was made from it.</summary>
/// <param name="Id">Under which it was put.</param>
/// <param name="Score">How sure it is; see <see cref="CopyIndex.Likely"/>.</param>
/// <param name="Places">In how many places the two pictures show the same; 0 when only their hashes agree.</param>
/// <param name="Overlap">How much of each shows the other, and how well that agrees.</param>
/// <param name="Alignment">How the asked picture lies in the kept one.</param>
public sealed record Copy(long Id, float Score, int Places, Overlap Overlap, Alignment Alignment);

/// <summary>Finds which of many pictures one was made from: cut, turned, mirrored, framed, written over, or pasted beside another.</summary>
/// <remarks>
/// <para>Hashes of the whole picture (<see cref="PdqIndex"/>, the asked one in its eight poses) and votes of single landmarks, filed under
/// each sixteen of their bits, name candidates. A candidate's landmarks must lie as the asked one's do (<see cref="Alignment"/>), and what
/// both show must agree in brightness (<see cref="Overlap"/>): the same floor under other clothes, or the same package on another shelf, is
/// no copy. The score is the number of places that agree, less what disagrees.</para>
/// <para>Some 50 kB a picture of 200 landmarks; up to 8 million pictures. Any number of readers or one writer at a time.</para>
/// </remarks>
public sealed class CopyIndex
{
    /// <summary>From this score on, pictures are taken for copies: fewer than one in 100,000 pairs of different photographs reaches it. Drawings of nearly one thing may; ask those for 14.</summary>
    public const float Likely = 7;

    const string Kind = "vision.copy-index";
    const int Version = 1;
    const int MostLandmarks = 256;
    const int Turns = 8;
    const int FewestVotes = 2;

    readonly Dictionary<long, int> places = [];
    readonly Stack<int> free = new();
    readonly List<(long Id, Fingerprint? Print)> kept = [];
    readonly PdqIndex hashes = new();
    readonly Bucket[][] buckets = [.. Enumerable.Range(0, LandmarkLook.Bands).Select(_ => new Bucket[1 << 16])];

    /// <summary>How many pictures there are.</summary>
    public int Count => places.Count;

    /// <summary>Takes a picture's fingerprint under an id, in the place of the one it had.</summary>
    /// <exception cref="ArgumentException">It has more than 256 landmarks; <see cref="Fingerprint.ToKeep"/> is what to keep.</exception>
    public void Put(long id, Fingerprint print)
    {
        ArgumentNullException.ThrowIfNull(print);
        if (print.Landmarks.Length > MostLandmarks) throw new ArgumentException($"{print.Landmarks.Length} landmarks; {MostLandmarks} is the most a kept picture has.");
        Remove(id);
        if (!free.TryPop(out var place))
        {
            place = kept.Count;
            kept.Add(default);
        }
        kept[place] = (id, print);
        places[id] = place;
        if (print.Pdq.Hash != default) hashes.Put(place, print.Pdq.Hash);
        for (var i = 0; i < print.Landmarks.Length; i++)
            for (var band = 0; band < LandmarkLook.Bands; band++) buckets[band][print.Landmarks[i].Look.Band(band)].Add(place << 8 | i);
    }

    /// <summary>Forgets a picture; false when it was not there.</summary>
    public bool Remove(long id)
    {
        if (!places.Remove(id, out var place)) return false;
        var print = kept[place].Print!;
        hashes.Remove(place);
        for (var i = 0; i < print.Landmarks.Length; i++)
            for (var band = 0; band < LandmarkLook.Bands; band++) buckets[band][print.Landmarks[i].Look.Band(band)].Remove(place << 8 | i);
        kept[place] = default;
        free.Push(place);
        return true;
    }

    /// <summary>The pictures the asked one was made from, or that were made from it, the surest first.</summary>
    /// <param name="asked">Best with <see cref="Fingerprint.ToAsk"/> landmarks.</param>
    /// <param name="least">The least score.</param>
    public List<Copy> Find(Fingerprint asked, float least = Likely)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var best = new Dictionary<int, Copy>();
        foreach (var (place, alignment, distance) in Alike(asked)) Keep(best, place, Comparison.OfWholes(asked, kept[place].Print!, alignment, distance));
        foreach (var mirrored in (ReadOnlySpan<bool>)[false, true])
        {
            var landmarks = mirrored ? asked.MirroredLandmarks() : asked.Landmarks;
            foreach (var place in Candidates(landmarks)) Keep(best, place, Comparison.OfLandmarks(asked, landmarks, mirrored, kept[place].Print!));
        }
        return [.. best.Values.Where(copy => copy.Score >= least).OrderByDescending(copy => copy.Score).ThenBy(copy => copy.Id)];
    }

    void Keep(Dictionary<int, Copy> best, int place, Copy copy)
    {
        if (!best.TryGetValue(place, out var before) || copy.Score > before.Score) best[place] = copy with { Id = kept[place].Id };
    }

    IEnumerable<(int Place, Alignment Alignment, int Distance)> Alike(Fingerprint asked)
    {
        if (asked.Pdq.Hash == default) yield break;
        var eight = asked.EightHashes();
        for (var pose = 0; pose < eight.Length; pose++)
            foreach (var near in hashes.Within(eight[pose]))
                yield return ((int)near.Id, Alignment.Of((Pose)pose, asked, kept[(int)near.Id].Print!), near.Distance);
    }

    // Those with the most landmarks that look like the asked ones and are turned by about as much: chance turns each by something else.
    List<int> Candidates(ReadOnlySpan<Landmark> landmarks)
    {
        const int most = 12;
        var votes = ArrayPool<int>.Shared.Rent(kept.Count * Turns);
        Array.Clear(votes, 0, kept.Count * Turns);
        var named = new HashSet<int>();
        foreach (var landmark in landmarks)
            for (var band = 0; band < LandmarkLook.Bands; band++)
                foreach (var entry in buckets[band][landmark.Look.Band(band)].Numbers)
                {
                    var place = entry >> 8;
                    ref readonly var other = ref kept[place].Print!.Landmarks[entry & 255];
                    if (other.Look.DistanceTo(landmark.Look) <= Comparison.Alike && Vote(votes.AsSpan(place * Turns, Turns), other.Angle - landmark.Angle) >= FewestVotes) named.Add(place);
                }
        // a picture with few landmarks cannot have many votes
        float Rank(int place) => TensorPrimitives.Max<int>(votes.AsSpan(place * Turns, Turns)) / MathF.Sqrt(kept[place].Print!.Landmarks.Length);
        var candidates = named.OrderByDescending(Rank).ThenBy(place => place).Take(most).ToList();
        ArrayPool<int>.Shared.Return(votes);
        return candidates;
    }

    // each for the two sectors it lies between, so that no edge of a sector parts what goes together
    static int Vote(Span<int> sectors, float turn)
    {
        var at = turn * (Turns / MathF.Tau) + 4 * Turns;
        var (first, second) = ((int)(at + 0.25f) % Turns, (int)(at + 0.75f) % Turns);
        ++sectors[first];
        if (second != first) ++sectors[second];
        return Math.Max(sectors[first], sectors[second]);
    }

    /// <summary>Saves to a file; see <see cref="ModelFile"/>.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, Version, to =>
    {
        to.Write(Count);
        foreach (var (id, print) in kept)
        {
            if (print is null) continue;
            to.Write(id);
            print.Write(to);
        }
    });

    /// <summary>Loads what <see cref="Save"/> saved.</summary>
    /// <exception cref="ModelFileException">The file is foreign, torn, of another kind or of a newer version.</exception>
    public static CopyIndex Load(string path) => ModelFile.Load(path, Kind, Version, (from, _) =>
    {
        var index = new CopyIndex();
        for (var left = from.ReadInt32(); left > 0; left--) index.Put(from.ReadInt64(), Fingerprint.Read(from));
        return index;
    });
}
