using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kaki.Host.Commands;

namespace Kaki.Host.Bench;

/// <summary>
/// <c>kaki bench pages</c>: starts the site on a copy of its data, and loads in turn each page and a bare endpoint of as many bytes
/// in the same server, from a second process. What the page costs beyond moving its bytes is the ratio between the two.
/// </summary>
internal sealed class BenchPages(BenchServer server, Process loader, BenchPages.Options options)
{
    private const string Usage = """
        kaki bench pages [--data DIR] [--seconds N] [--connections N] [--encoding br|gzip] [--json]

          --data         folder of the site to measure on (data); it is copied, never changed
          --seconds      how long each page and each bare endpoint is asked, in rounds that alternate (8)
          --connections  how many ask at once (32)
          --encoding     let answers come packed, as a browser over TLS would; otherwise they come as they are
          --json         only the last line
        """;

    private const int Rounds = 4, Readers = 1_500, Visits = 20;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(12);
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    internal sealed record Options(double Seconds, int Connections, string? Encoding, bool Quiet, CancellationToken Cancel);

    /// <param name="Asks">One address asked over and over, or many asked once each.</param>
    private sealed record Subject(string Name, Ask[] Asks, double Goal);

    internal sealed record Measured(double Rate, double P50Ms, double P99Ms, double CpuMs, int Requests, int Failures);

    internal sealed record Line(string Page, string Path, int Bytes, Measured Itself, Measured Bare, double Ratio, double CpuRatio, double Goal, bool Reached);

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args, ["--data", "--seconds", "--connections", "--encoding"], ["--json"]);
        if (arguments.Help)
        {
            Console.WriteLine(Usage);
            return 0;
        }
        using var cancel = OpenSite.CtrlC();
        var site = OpenSite.FolderOf(arguments);
        if (!File.Exists(Path.Combine(site, "kaki.db"))) throw new UsageError($"There is no site in {site}. bin/run fills one with demo content, bin/kaki import brings one in.");
        var options = new Options(arguments.Number("--seconds", 8), arguments.Number("--connections", 32), arguments["--encoding"], arguments.Has("--json"), cancel.Token);
        try
        {
            return await Measure(site, options);
        }
        catch (Exception) when (cancel.IsCancellationRequested) // Ctrl+C reaches the processes it started too, and they break off in their own words
        {
            throw new OperationCanceledException(cancel.Token);
        }
        catch (BenchFailed failed)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<int> Measure(string site, Options options)
    {
        using var data = BenchData.CopyOf(site);
        var settings = new Dictionary<string, string>
        {
            ["Trust:RateFactor"] = "0", ["Bench:Bare"] = "true",
            ["People:PasswordIterations"] = "1000", // a few hundred people sign up first; hashing is not what is measured
        };
        string[] arguments = ["--data", data.Folder, "--no-demo"];
        var starts = new List<double>();
        for (var i = 0; i < 3; i++) await using (var once = await BenchServer.Start(arguments, settings, TimeSpan.FromMinutes(2))) starts.Add(once.ColdStart.TotalMilliseconds);
        await using var server = await BenchServer.Start(arguments, settings, TimeSpan.FromMinutes(2));
        using var loader = BenchServer.Child(["bench", "load"], new Dictionary<string, string>());
        try
        {
            return await new BenchPages(server, loader, options).Report(starts);
        }
        finally
        {
            loader.StandardInput.Close();
            await loader.WaitForExitAsync();
        }
    }

    private async Task<int> Report(List<double> starts)
    {
        Say($"{"page",-20} {"bytes",8} {"req/s",8} {"p50 ms",8} {"p99 ms",8} {"cpu ms",8}   {"bare/s",8} {"p50 ms",8} {"p99 ms",8} {"cpu ms",8}   ratio  goal");
        var lines = new List<Line>();
        foreach (var subject in await Subjects())
        {
            var line = await Compare(subject);
            lines.Add(line);
            Say(string.Create(CultureInfo.InvariantCulture,
                $"{line.Page,-20} {line.Bytes,8} {line.Itself.Rate,8:0} {line.Itself.P50Ms,8:0.00} {line.Itself.P99Ms,8:0.00} {line.Itself.CpuMs,8:0.000}   {line.Bare.Rate,8:0} {line.Bare.P50Ms,8:0.00} {line.Bare.P99Ms,8:0.00} {line.Bare.CpuMs,8:0.000}   {line.Ratio,5:0.00}  {line.Goal:0.00}{(line.Reached ? "" : "  missed")}"));
        }
        var (cold, resident, peak) = (starts.Order().ElementAt(starts.Count / 2), server.ResidentMb(), server.PeakMb());
        await Task.Delay(Quiet, options.Cancel);
        var quiet = server.ResidentMb();
        Say(string.Create(CultureInfo.InvariantCulture, $"\ncold start {cold:0} ms to the first page (goal 2000), {resident} MB resident after the load (goal 250), {quiet} MB {Quiet.TotalSeconds:0} s later, {peak} MB at most"));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "pages", options.Seconds, options.Connections, encoding = options.Encoding ?? "identity", processors = Environment.ProcessorCount,
            pages = lines, coldStartMs = Math.Round(cold), coldStartsMs = starts.Select(s => Math.Round(s)), residentMb = resident, quietMb = quiet, peakMb = peak,
            reached = lines.All(l => l.Reached) && cold < 2000 && resident < 250,
        }, Camel));
        return 0;
    }

    private async Task<List<Subject>> Subjects()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };
        var (note, product) = await BenchReaders.Busiest(http);
        var readers = new List<string>();
        for (var i = 0; i < Readers; i++) readers.Add(await BenchReaders.Join(http, i));
        // A person arriving is shown nothing twice, so each may come only so often before the feed has been read to its end.
        var arrivals = Enumerable.Range(0, Visits).SelectMany(_ => readers.Select(r => new Ask("/", r))).ToArray();
        var subjects = new List<Subject> { new("feed, signed out", [new("/")], 0.6) };
        if (note is not null) subjects.Add(new("note, signed out", [new($"/notes/{note}")], 0.6));
        if (product is not null) subjects.Add(new("product, signed out", [new($"/goods/{product}")], 0.6));
        subjects.Add(new("feed, signed in", arrivals, 0.35));
        return subjects;
    }

    private async Task<Line> Compare(Subject subject)
    {
        var once = subject.Asks.Length > 1;
        var warm = once ? subject.Asks[..(subject.Asks.Length / 2)] : subject.Asks;
        var first = await Load(warm, once ? 0 : 2);
        if (first.Failures > 0) throw new BenchFailed($"{subject.Name}: {first.Failures} of {first.Requests} answers were not 200 ({subject.Asks[0].Path}).");
        if (first.Least < first.Most / 2) throw new BenchFailed($"{subject.Name}: answers of {first.Least} and of {first.Most} bytes are not one page; there is too little in this site.");
        Ask[] bare = [new($"/bare/{first.Most}")];
        await Load(bare, 1);
        var (itself, beside) = (new Sum(), new Sum());
        foreach (var round in (once ? subject.Asks[warm.Length..] : Enumerable.Repeat(subject.Asks[0], Rounds)).Chunk(once ? (subject.Asks.Length - warm.Length + Rounds - 1) / Rounds : 1))
        {
            await itself.Add(this, round, once ? 0 : options.Seconds / Rounds);
            await beside.Add(this, bare, once ? Math.Max(0.5, itself.Last) : options.Seconds / Rounds);
        }
        var (page, floor) = (itself.Measured(), beside.Measured());
        var ratio = page.Rate / floor.Rate;
        return new(subject.Name, subject.Asks[0].Path, first.Most, page, floor, Math.Round(ratio, 3), Math.Round(floor.CpuMs / page.CpuMs, 3), subject.Goal, ratio >= subject.Goal && page.Failures == 0);
    }

    private async Task<LoadResult> Load(Ask[] asks, double seconds)
    {
        options.Cancel.ThrowIfCancellationRequested();
        await loader.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new LoadOrder(server.Port, asks, options.Connections, seconds, options.Encoding)));
        await loader.StandardInput.FlushAsync();
        var answer = await loader.StandardOutput.ReadLineAsync(options.Cancel) ?? throw new BenchFailed($"The loading process ended: {await loader.StandardError.ReadToEndAsync()}");
        return JsonSerializer.Deserialize<LoadResult>(answer)!;
    }

    private TimeSpan Cpu() => server.Cpu();

    private void Say(string line)
    {
        if (!options.Quiet) Console.WriteLine(line);
    }

    /// <summary>Rounds of one thing, added up; the percentiles are the worst round's.</summary>
    private sealed class Sum
    {
        private int requests, failures;
        private double seconds, cpu, p50, p99;

        public double Last { get; private set; }

        public async Task Add(BenchPages bench, Ask[] asks, double length)
        {
            var before = bench.Cpu();
            var result = await bench.Load(asks, length);
            cpu += (bench.Cpu() - before).TotalMilliseconds;
            requests += result.Requests;
            failures += result.Failures;
            seconds += Last = result.Seconds;
            p50 = Math.Max(p50, result.P50);
            p99 = Math.Max(p99, result.P99);
        }

        public Measured Measured() => new(Math.Round(requests / seconds, 1), Math.Round(p50, 3), Math.Round(p99, 3), Math.Round(cpu / requests, 4), requests, failures);
    }
}
