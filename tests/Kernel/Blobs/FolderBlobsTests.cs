using Kaki.Kernel.Blobs;

namespace Kaki.Tests.Kernel.Blobs;

public sealed class FolderBlobsTests : BlobContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-blobs-").FullName;
    private readonly FolderBlobs blobs;

    public FolderBlobsTests() => blobs = new FolderBlobs(folder);

    public override IBlobs Blobs => blobs;

    [Fact]
    public async Task A_put_that_fails_half_way_leaves_what_was_there()
    {
        await blobs.Put("area/x/y.txt", new MemoryStream("before"u8.ToArray()), "text/plain");
        await Should.ThrowAsync<IOException>(() => blobs.Put("area/x/y.txt", new OneWay("half of the ne"u8.ToArray(), new IOException("the line broke")), "text/plain"));
        await using var blob = (await blobs.Get("area/x/y.txt"))!;
        new StreamReader(blob.Content).ReadToEnd().ShouldBe("before");
        Files().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Readers_never_meet_half_a_file()
    {
        var (old, young) = (new byte[200_000], Enumerable.Repeat((byte)1, 200_000).ToArray());
        await blobs.Put("area/x/y.bin", new MemoryStream(old), "x/y");
        var writer = Task.Run(async () =>
        {
            for (var n = 0; n < 30; n++) await blobs.Put("area/x/y.bin", new MemoryStream(n % 2 == 0 ? young : old), "x/y");
        });
        while (!writer.IsCompleted)
        {
            await using var blob = (await blobs.Get("area/x/y.bin"))!;
            using var memory = new MemoryStream();
            await blob.Content.CopyToAsync(memory);
            (memory.Length, memory.ToArray().Distinct().Count()).ShouldBe((200_000, 1));
        }
        await writer;
    }

    [Fact]
    public async Task Deleting_beside_putting_loses_nothing()
    {
        var tasks = Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await blobs.Put($"area/same/{n}.txt", new MemoryStream([1]), "text/plain");
                (await blobs.Exists($"area/same/{n}.txt")).ShouldBeTrue();
                await blobs.Delete($"area/same/{n}.txt");
            }
        }));
        await Task.WhenAll(tasks);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_blobs_spread_over_many_folders_and_those_of_one_thing_stay_together()
    {
        for (var n = 0; n < 100; n++)
            foreach (var size in new[] { 1, 2 }) await blobs.Put($"area/{n}/{size}", new MemoryStream([1]), "x/y");
        Directory.GetDirectories(Path.Combine(folder, "area")).Length.ShouldBeGreaterThan(50);
        Files().Select(f => Path.GetDirectoryName(f)!).GroupBy(f => f).ShouldAllBe(g => g.Count() == 2);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_tidied_away()
    {
        var left = Path.Combine(folder, ".arriving", "left");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "half");
        blobs.Tidy(DateTimeOffset.UnixEpoch);
        File.Exists(left).ShouldBeTrue();
        blobs.Tidy(File.GetLastWriteTimeUtc(left).AddSeconds(1));
        File.Exists(left).ShouldBeFalse();
        (await blobs.List("")).Keys.ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private List<string> Files() => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)];
}
