using System.Text;
using Kaki.Kernel.Blobs;

namespace Kaki.Tests.Kernel.Blobs;

/// <summary>What every blob store promises.</summary>
public abstract class BlobContract
{
    private readonly string area = "a" + Guid.NewGuid().ToString("n");

    public abstract IBlobs Blobs { get; }

    [Fact]
    public async Task What_was_put_comes_back_whole()
    {
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        await Blobs.Put($"{area}/one/x.bin", new MemoryStream(bytes), "application/octet-stream");
        await using var blob = (await Blobs.Get($"{area}/one/x.bin"))!;
        blob.Length.ShouldBe(bytes.Length);
        blob.Total.ShouldBe(bytes.Length);
        (await All(blob)).SequenceEqual(bytes).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 3, "abc")]
    [InlineData(4, 3, "efg")]
    [InlineData(8, 50, "ij")]
    [InlineData(3, 0, "")]
    [InlineData(10, 5, "")]
    [InlineData(99, 5, "")]
    public async Task A_range_is_just_those_bytes(long from, long count, string expected)
    {
        await Put("range/x.txt", "abcdefghij");
        await using var blob = (await Blobs.Get($"{area}/range/x.txt", from, count))!;
        blob.Length.ShouldBe(expected.Length);
        blob.Total.ShouldBe(10);
        Encoding.ASCII.GetString(await All(blob)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_range_without_an_end_runs_to_the_end()
    {
        await Put("range/y.txt", "abcdefghij");
        await using var blob = (await Blobs.Get($"{area}/range/y.txt", 7))!;
        Encoding.ASCII.GetString(await All(blob)).ShouldBe("hij");
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        await Put("empty/x.txt", "");
        await using var blob = (await Blobs.Get($"{area}/empty/x.txt"))!;
        blob.Total.ShouldBe(0);
        (await All(blob)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_there_before_a_put_and_after_a_delete()
    {
        (await Blobs.Get($"{area}/gone/x.txt")).ShouldBeNull();
        (await Blobs.Exists($"{area}/gone/x.txt")).ShouldBeFalse();
        await Put("gone/x.txt", "here");
        (await Blobs.Exists($"{area}/gone/x.txt")).ShouldBeTrue();
        await Blobs.Delete($"{area}/gone/x.txt");
        await Blobs.Delete($"{area}/gone/x.txt");
        (await Blobs.Exists($"{area}/gone/x.txt")).ShouldBeFalse();
        (await Blobs.Get($"{area}/gone/x.txt")).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_put_replaces_the_first()
    {
        await Put("twice/x.txt", "a long first text");
        await Put("twice/x.txt", "second");
        await using var blob = (await Blobs.Get($"{area}/twice/x.txt"))!;
        Encoding.ASCII.GetString(await All(blob)).ShouldBe("second");
    }

    [Fact]
    public async Task A_stream_of_unknown_length_is_stored_too()
    {
        await Blobs.Put($"{area}/pipe/x.bin", new OneWay(Encoding.ASCII.GetBytes("from a pipe")), "text/plain");
        await using var blob = (await Blobs.Get($"{area}/pipe/x.bin"))!;
        Encoding.ASCII.GetString(await All(blob)).ShouldBe("from a pipe");
    }

    [Fact]
    public async Task Pages_of_a_listing_hold_every_key_of_the_prefix_once()
    {
        string[] wanted = [.. Enumerable.Range(0, 23).Select(n => $"{area}/list{n % 7}/{n}.txt")];
        foreach (var key in wanted) await Blobs.Put(key, new MemoryStream([1]), "text/plain");
        await Blobs.Put($"{area}x/list0/0.txt", new MemoryStream([1]), "text/plain");
        (await Listed($"{area}/", 5)).ShouldBe(wanted, ignoreOrder: true);
        (await Listed($"{area}/list3/", 2)).ShouldBe(wanted.Where(k => k.Contains("/list3/")), ignoreOrder: true);
        (await Listed($"{area}/list3/1", 2)).ShouldBe(wanted.Where(k => k.Contains("/list3/1")), ignoreOrder: true);
        (await Listed($"{area}/nothing", 5)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../x"), InlineData("a/../../x"), InlineData("/etc/passwd"), InlineData("a//b"), InlineData("a/"), InlineData("alone"), InlineData("")]
    [InlineData("a/.hidden"), InlineData("a/b\\c"), InlineData("a/b\0c"), InlineData("a/柿"), InlineData("a/b c"), InlineData("a/%2e%2e/b")]
    public async Task A_key_that_leads_elsewhere_is_not_taken(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => Blobs.Put(key, new MemoryStream([1]), "text/plain"));
        await Should.ThrowAsync<ArgumentException>(() => Blobs.Get(key));
        await Should.ThrowAsync<ArgumentException>(() => Blobs.Exists(key));
        await Should.ThrowAsync<ArgumentException>(() => Blobs.Delete(key));
        if (key.Contains("..")) await Should.ThrowAsync<ArgumentException>(() => Blobs.List(key));
    }

    private Task Put(string name, string text) => Blobs.Put($"{area}/{name}", new MemoryStream(Encoding.ASCII.GetBytes(text)), "text/plain");

    private async Task<List<string>> Listed(string prefix, int limit)
    {
        var keys = new List<string>();
        string? after = null;
        do
        {
            var page = await Blobs.List(prefix, after, limit);
            page.Keys.Count.ShouldBeLessThanOrEqualTo(limit);
            keys.AddRange(page.Keys);
            after = page.Next;
        }
        while (after is not null);
        return keys;
    }

    private static async Task<byte[]> All(Blob blob)
    {
        using var memory = new MemoryStream();
        await blob.Content.CopyToAsync(memory);
        return memory.ToArray();
    }
}

/// <summary>A stream as a network gives it: neither its length nor its place is known.</summary>
internal sealed class OneWay(byte[] bytes, Exception? atEnd = null) : Stream
{
    private readonly MemoryStream inner = new(bytes);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        return read > 0 || atEnd is null ? read : throw atEnd;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
