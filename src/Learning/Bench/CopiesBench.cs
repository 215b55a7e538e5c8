using System.Collections.Concurrent;
using System.Diagnostics;
using Kaki.Learning.Vision;

namespace Kaki.Learning.Bench;

/// <summary>Measures how many edited pictures <see cref="CopyIndex"/> leads back to the picture they were made from, and how many it leads to another.</summary>
/// <remarks>
/// Every picture of the folder is kept; every edit of every picture is asked. A pair is an edited picture and a kept one it was not made from; a collage's other half is no such pair.
/// Nor are pictures that are the same before any edit (hashes within 31 bits in any pose: the same shot saved twice, an appliance in two like colours): who holds them cannot say which
/// one was edited, so these are counted apart (<c>same_pictures</c>). All other pairs count, whatever floor, shelf or package they share.
/// <c>recall</c> is at the library's own threshold (<see cref="CopyIndex.Likely"/>), with the false matches it makes here; <c>calibrated_recall</c> at the lowest threshold that makes at most one false match in 100,000 pairs of this folder.
/// </remarks>
public static class CopiesBench
{
    // far below the threshold, to see what lies under it
    const float Faintest = 1;
    const int TimedOneIn = 17;

    /// <summary>How the edits are made; who runs the bench brings them.</summary>
    /// <param name="Edits">Their names.</param>
    /// <param name="Read">Reads the picture of a path.</param>
    /// <param name="Make">Makes an edit: its place among the names, the picture's path, the path of another picture for a collage, and a number that chooses edges and corners.</param>
    public sealed record Workshop(IReadOnlyList<string> Edits, Func<string, BenchPicture> Read, Func<int, string, string, int, BenchPicture> Make);

    /// <summary>What was measured, as it is printed.</summary>
    public sealed record Result(string Bench, int Pictures, int Asked, long Pairs, double Threshold, double Recall, int FalseMatches, double FalseMatchRate,
        double CalibratedThreshold, double CalibratedRecall, int SamePictures, Dictionary<string, double> RecallPerEdit, double WholeHashRecall,
        double FingerprintCpuMs, double FindCpuMs, double KbPerPicture, double Seconds, double PeakRssMb);

    sealed record Answer(int Edit, float Right, float[] Wrong, bool ByWhole, Fingerprint? Print);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">There are fewer than two pictures, or one cannot be read.</exception>
    public static string Run(string folder, Workshop workshop, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(workshop);
        ArgumentNullException.ThrowIfNull(progress);
        var clock = Stopwatch.StartNew();
        var files = Files(folder);
        var index = new CopyIndex();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (kept, cpu) = Keep(index, files, workshop, cancel);
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / files.Length;
        progress.WriteLine($"{files.Length} pictures kept, {kept.Average(print => print.Landmarks.Length):0} landmarks each");
        var same = Same(kept);
        var answers = new ConcurrentBag<Answer>();
        var done = 0;
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, picture =>
        {
            for (var edit = 0; edit < workshop.Edits.Count; edit++) answers.Add(Ask(files, picture, edit, workshop, index, kept, same));
            if (Interlocked.Increment(ref done) % 20 == 0) progress.WriteLine($"{done} of {files.Length} pictures asked in all edits, {clock.Elapsed.TotalSeconds:0} s");
        });
        return Meter.Line(Summary(workshop, files.Length, [.. answers], same, cpu, FindCpu(index, [.. answers.Select(answer => answer.Print).OfType<Fingerprint>()]), bytes, clock));
    }

    static string[] Files(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{folder} is no folder.");
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".WEBP").Order(StringComparer.Ordinal)];
        return files.Length > 1 ? files : throw new InvalidDataException($"{folder} holds {files.Length} pictures (jpg, jpeg, png, webp); two at least are needed.");
    }

    static (Fingerprint[] Kept, double CpuMs) Keep(CopyIndex index, string[] files, Workshop workshop, CancellationToken cancel)
    {
        var cpu = new List<double>();
        var kept = new Fingerprint[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var picture = workshop.Read(files[i]);
            cpu.Add(Meter.Time(() => kept[i] = Fingerprint.Of(picture.Pixels)).CpuSeconds * 1000);
            index.Put(i, kept[i]);
        }
        return (kept, Meter.Quantile([.. cpu], 0.5));
    }

    static HashSet<(int, int)> Same(Fingerprint[] kept)
    {
        var same = new HashSet<(int, int)>();
        for (var i = 0; i < kept.Length; i++)
        {
            var eight = kept[i].EightHashes();
            for (var j = 0; j < kept.Length; j++)
                if (i != j && eight.Any(hash => hash.DistanceTo(kept[j].Pdq.Hash) <= PdqHash.Near)) same.UnionWith([(i, j), (j, i)]);
        }
        return same;
    }

    static Answer Ask(string[] files, int picture, int edit, Workshop workshop, CopyIndex index, Fingerprint[] kept, HashSet<(int, int)> same)
    {
        var other = (picture + 1) % files.Length;
        var edited = workshop.Make(edit, files[picture], files[other], picture);
        var asked = Fingerprint.Of(edited.Pixels, Fingerprint.ToAsk);
        var found = index.Find(asked, Faintest);
        var inCollage = workshop.Edits[edit] == "collage" ? other : -1;
        float[] wrong = [.. found.Where(copy => copy.Id != picture && copy.Id != inCollage && !same.Contains((picture, (int)copy.Id)) && (inCollage < 0 || !same.Contains((inCollage, (int)copy.Id)))).Select(copy => copy.Score)];
        return new(edit, found.FirstOrDefault(copy => copy.Id == picture)?.Score ?? 0, wrong, asked.EightHashes().Any(hash => hash.DistanceTo(kept[picture].Pdq.Hash) <= PdqHash.Near), (picture + edit) % TimedOneIn == 0 ? asked : null);
    }

    // alone at the end, for the processor's time is that of all threads
    static double FindCpu(CopyIndex index, Fingerprint[] asked) =>
        Meter.Time(() =>
        {
            foreach (var print in asked) index.Find(print);
        }).CpuSeconds * 1000 / Math.Max(1, asked.Length);

    static Result Summary(Workshop workshop, int pictures, Answer[] answers, HashSet<(int, int)> same, double cpu, double find, double bytes, Stopwatch clock)
    {
        var pairs = (long)answers.Length * (pictures - 1) - (long)same.Count * workshop.Edits.Count;
        var wrong = answers.SelectMany(answer => answer.Wrong).OrderDescending().ToArray();
        // the highest score that one false match more would have
        var allowed = (int)(pairs / 100_000);
        var threshold = wrong.Length > allowed ? MathF.BitIncrement(wrong[allowed]) : Faintest;
        double Recall(IEnumerable<Answer> some, float least) => Math.Round(some.Average(answer => answer.Right >= least ? 1.0 : 0), 5);
        var falseMatches = wrong.Count(score => score >= CopyIndex.Likely);
        return new("copies", pictures, answers.Length, pairs, CopyIndex.Likely, Recall(answers, CopyIndex.Likely), falseMatches, Math.Round((double)falseMatches / pairs, 8),
            Math.Round(threshold, 2), Recall(answers, threshold), same.Count / 2, answers.GroupBy(answer => answer.Edit).OrderBy(edit => edit.Key).ToDictionary(edit => workshop.Edits[edit.Key], edit => Recall(edit, CopyIndex.Likely)),
            Math.Round(answers.Average(answer => answer.ByWhole ? 1.0 : 0), 4), Math.Round(cpu, 1), Math.Round(find, 1), Math.Round(bytes / 1000, 1), Math.Round(clock.Elapsed.TotalSeconds), Math.Round(Meter.PeakMegabytes()));
    }
}
