using System.Diagnostics;
using Kaki.Learning.Vision;

namespace Kaki.Learning.Bench;

/// <summary>Measures <see cref="Pdq"/> against published hashes, its time for a picture of 1080 pixels' width, and <see cref="PdqIndex"/> over a million hashes.</summary>
/// <remarks>
/// The file: a header, then a picture and its hash a line (<c>FilePath,Hash</c>); the pictures lie beside it. Half of the million hashes
/// are evenly spread, half are copies of 1,000 of them with up to 20 bits changed, as where one picture is posted again and again.
/// Asked are 2,000 hashes up to 31 bits from one that is there (<c>index_p50_us</c>), and 500 that have some 500 copies (<c>crowded_p50_us</c>);
/// the answers to 50 of them are compared with a scan.
/// </remarks>
public static class PdqBench
{
    const int Width = 1080;
    const int Hashes = 1_000_000;

    /// <summary>What was measured, as it is printed.</summary>
    public sealed record Result(string Bench, int Pictures, int WorstDistance, double MeanDistance, int WorstQuality, int Width, double HashCpuMs, double EightCpuMs,
        int IndexHashes, double IndexP50Us, double IndexP99Us, double CrowdedP50Us, double CrowdedP99Us, double AddUs, double ScanUs, bool SameAsScan, double IndexMb, double PeakRssMb);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <param name="expectedFile">The pictures and their hashes.</param>
    /// <param name="decode">Reads the picture of a path; scaled to a width when one is given.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is not a path and a hash, or there is none.</exception>
    public static string Run(string expectedFile, Func<string, int?, BenchPicture> decode, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(decode);
        ArgumentNullException.ThrowIfNull(progress);
        var expected = Read(expectedFile);
        var (worst, mean, quality) = Compare(expected, decode, progress, cancel);
        var wide = expected.Take(6).Select(line => decode(line.Path, Width)).ToArray();
        var one = CpuMilliseconds(wide, picture => Pdq.Of(picture.Pixels), cancel);
        var eight = CpuMilliseconds(wide, picture => Pdq.EightOf(picture.Pixels), cancel);
        progress.WriteLine($"{wide[0].Width} × {wide[0].Height}: {one:0.00} ms of processor");

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var random = new Random(1);
        var hashes = Crowd(random);
        var (index, addUs) = Fill(hashes, progress, cancel);
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6 - hashes.Length * 32 / 1e6;
        var alone = Enumerable.Range(0, 2000).Select(_ => Changed(hashes[random.Next(Hashes / 2)], random.Next(PdqHash.Near + 1), random)).ToArray();
        var crowded = Enumerable.Range(0, 500).Select(i => hashes[i]).ToArray();
        var same = alone.Take(25).Concat(crowded.Take(25)).All(hash => index.Within(hash).SequenceEqual(Scan(hashes, hash)));
        var aloneUs = Times(index, alone, cancel);
        var crowdedUs = Times(index, crowded, cancel);
        var scan = Meter.Time(() => Scan(hashes, alone[0])).Seconds * 1e6;
        return Meter.Line(new Result("pdq", expected.Count, worst, Math.Round(mean, 2), quality, Width, Math.Round(one, 3), Math.Round(eight, 3),
            Hashes, Round(aloneUs, .5), Round(aloneUs, .99), Round(crowdedUs, .5), Round(crowdedUs, .99), Math.Round(addUs, 2), Math.Round(scan), same, Math.Round(megabytes), Math.Round(Meter.PeakMegabytes())));
    }

    static List<(string Path, PdqHash Hash)> Read(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var expected = new List<(string, PdqHash)>();
        var number = 1;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            number++;
            if (line.Length == 0) continue;
            var comma = line.LastIndexOf(',');
            if (comma < 1 || !PdqHash.TryParse(line.AsSpan(comma + 1).Trim(), out var hash)) throw new InvalidDataException($"{file}, line {number}: not a path, a comma and 64 hexadecimal digits.");
            expected.Add((Path.Combine(folder, line[..comma]), hash));
        }
        return expected.Count > 0 ? expected : throw new InvalidDataException($"{file} names no picture.");
    }

    static (int Worst, double Mean, int Quality) Compare(List<(string Path, PdqHash Hash)> expected, Func<string, int?, BenchPicture> decode, TextWriter progress, CancellationToken cancel)
    {
        var distances = new List<int>();
        var quality = 100;
        foreach (var (path, hash) in expected)
        {
            cancel.ThrowIfCancellationRequested();
            var found = Pdq.Of(decode(path, null).Pixels);
            distances.Add(found.Hash.DistanceTo(hash));
            quality = Math.Min(quality, found.Quality);
            progress.WriteLine($"{Path.GetFileName(path)}: {distances[^1]} bits, quality {found.Quality}");
        }
        return (distances.Max(), distances.Average(), quality);
    }

    static double CpuMilliseconds(BenchPicture[] pictures, Action<BenchPicture> hash, CancellationToken cancel)
    {
        void Round()
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var picture in pictures) hash(picture);
        }
        // the compiler takes its time until it is done with a method
        for (var i = 0; i < 30; i++) Round();
        const int rounds = 30;
        return Meter.Time(() => { for (var i = 0; i < rounds; i++) Round(); }).CpuSeconds * 1000 / rounds / pictures.Length;
    }

    static PdqHash[] Crowd(Random random)
    {
        var hashes = new PdqHash[Hashes];
        for (var i = 0; i < Hashes / 2; i++) hashes[i] = new((ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64(), (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64(), (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64(), (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64());
        for (var i = Hashes / 2; i < Hashes; i++) hashes[i] = Changed(hashes[i % 1000], random.Next(21), random);
        return hashes;
    }

    static PdqHash Changed(PdqHash hash, int bits, Random random)
    {
        for (var i = 0; i < bits; i++)
        {
            var bit = random.Next(256);
            var mask = 1UL << (bit & 63);
            hash = (bit >> 6) switch
            {
                0 => hash with { Word0 = hash.Word0 ^ mask },
                1 => hash with { Word1 = hash.Word1 ^ mask },
                2 => hash with { Word2 = hash.Word2 ^ mask },
                _ => hash with { Word3 = hash.Word3 ^ mask },
            };
        }
        return hash;
    }

    static (PdqIndex Index, double AddUs) Fill(PdqHash[] hashes, TextWriter progress, CancellationToken cancel)
    {
        var index = new PdqIndex();
        var (seconds, _) = Meter.Time(() =>
        {
            for (var i = 0; i < hashes.Length; i++)
            {
                index.Put(i, hashes[i]);
                if (i % 100_000 == 0) cancel.ThrowIfCancellationRequested();
            }
        });
        progress.WriteLine($"{hashes.Length} hashes filed in {seconds:0.0} s");
        return (index, seconds * 1e6 / hashes.Length);
    }

    static List<PdqNeighbour> Scan(PdqHash[] hashes, PdqHash hash) =>
        [.. hashes.Select((other, i) => new PdqNeighbour(i, other.DistanceTo(hash))).Where(found => found.Distance <= PdqHash.Near).OrderBy(found => found.Distance).ThenBy(found => found.Id)];

    static double[] Times(PdqIndex index, PdqHash[] asked, CancellationToken cancel)
    {
        foreach (var hash in asked) index.Within(hash);
        return [.. asked.Select(hash =>
        {
            cancel.ThrowIfCancellationRequested();
            var begun = Stopwatch.GetTimestamp();
            index.Within(hash);
            return Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
        })];
    }

    static double Round(double[] times, double share) => Math.Round(Meter.Quantile(times, share), 1);
}
