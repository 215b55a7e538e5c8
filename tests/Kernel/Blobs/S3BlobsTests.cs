using Kaki.Kernel.Blobs;

namespace Kaki.Tests.Kernel.Blobs;

public sealed class S3BlobsTests(S3Server server) : BlobContract, IClassFixture<S3Server>, IDisposable
{
    private readonly S3Blobs blobs = new(server.Settings);

    public override IBlobs Blobs => blobs;

    [Fact]
    public async Task A_large_blob_comes_back_whole()
    {
        var bytes = new byte[18 * 1024 * 1024];
        new Random(3).NextBytes(bytes);
        await blobs.Put("large/x/y.bin", new MemoryStream(bytes), "application/octet-stream");
        await using var blob = (await blobs.Get("large/x/y.bin", bytes.Length - 1000, 1000))!;
        using var memory = new MemoryStream();
        await blob.Content.CopyToAsync(memory);
        memory.ToArray().SequenceEqual(bytes[^1000..]).ShouldBeTrue();
        blob.Total.ShouldBe(bytes.Length);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_an_error_and_not_an_absent_blob()
    {
        using var lost = new S3Blobs(server.Settings with { Bucket = "elsewhere" });
        await Should.ThrowAsync<Amazon.S3.AmazonS3Exception>(() => lost.Get("area/x/y"));
    }

    public void Dispose() => blobs.Dispose();
}
