using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Kaki.Kernel.Blobs;

/// <summary>Where the bucket is. <paramref name="Endpoint"/> is any S3-compatible server, addressed by path.</summary>
internal sealed record S3Settings(string Endpoint, string Bucket, string AccessKey, string SecretKey, string Region = "us-east-1");

/// <summary>Blobs in one bucket of an S3-compatible object store.</summary>
internal sealed class S3Blobs(S3Settings settings) : IBlobs, IDisposable
{
    private readonly AmazonS3Client client = new(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), new AmazonS3Config
    {
        ServiceURL = settings.Endpoint,
        ForcePathStyle = true,
        AuthenticationRegion = settings.Region,
        Timeout = TimeSpan.FromSeconds(30),
        MaxErrorRetry = 3,
        // Checksums in trailers are Amazon's own; most other servers do not know them.
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    // Signed as a whole: signing chunk by chunk is not understood everywhere. That asks for a length, so a pipe goes through a file.
    public async Task Put(string key, Stream content, string contentType, CancellationToken cancel = default)
    {
        BlobKey.Checked(key);
        await using var spooled = content.CanSeek ? null : await Spool(content, cancel);
        await client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = settings.Bucket,
            Key = key,
            InputStream = spooled ?? content,
            ContentType = contentType,
            UseChunkEncoding = false,
            AutoCloseStream = false,
        }, cancel);
    }

    public async Task<Blob?> Get(string key, long from = 0, long? count = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        BlobKey.Checked(key);
        if (count is 0) return await Nothing(key, cancel);
        try
        {
            var request = new GetObjectRequest { BucketName = settings.Bucket, Key = key };
            if (from > 0 || count is not null) request.ByteRange = count is null ? new ByteRange($"bytes={from}-") : new ByteRange(from, from + count.Value - 1);
            var response = await client.GetObjectAsync(request, cancel);
            return new Blob(response.ResponseStream, response.ContentLength, Total(response), response);
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            return null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return await Nothing(key, cancel);
        }
    }

    public async Task<bool> Exists(string key, CancellationToken cancel = default) => await Head(BlobKey.Checked(key), cancel) is not null;

    public Task Delete(string key, CancellationToken cancel = default) => client.DeleteObjectAsync(settings.Bucket, BlobKey.Checked(key), cancel);

    public async Task<BlobPage> List(string prefix, string? after = null, int limit = 1000, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var answer = await client.ListObjectsV2Async(new ListObjectsV2Request
        {
            BucketName = settings.Bucket,
            Prefix = BlobKey.CheckedPrefix(prefix),
            StartAfter = after is null ? null : BlobKey.Checked(after),
            MaxKeys = Math.Min(limit, 1000),
        }, cancel);
        List<string> keys = [.. (answer.S3Objects ?? []).Select(o => o.Key)];
        return new BlobPage(keys, answer.IsTruncated == true && keys.Count > 0 ? keys[^1] : null);
    }

    public void Dispose() => client.Dispose();

    private async Task<Blob?> Nothing(string key, CancellationToken cancel) =>
        await Head(key, cancel) is { } head ? new Blob(Stream.Null, 0, head.ContentLength) : null;

    private async Task<GetObjectMetadataResponse?> Head(string key, CancellationToken cancel)
    {
        try
        {
            return await client.GetObjectMetadataAsync(settings.Bucket, key, cancel);
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            return null;
        }
    }

    // A bucket that is not there is a fault of the configuration, not an absent blob.
    private static bool IsMissing(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket";

    private static async Task<FileStream> Spool(Stream content, CancellationToken cancel)
    {
        // Others may use this machine, and not every picture is for everybody.
        var file = OwnerOnly.Write(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileOptions.DeleteOnClose | FileOptions.Asynchronous, FileAccess.ReadWrite);
        await content.CopyToAsync(file, cancel);
        file.Position = 0;
        return file;
    }

    // "bytes 5-9/40": the number behind the slash.
    private static long Total(GetObjectResponse response) =>
        response.ContentRange is { } range && long.TryParse(range.AsSpan(range.LastIndexOf('/') + 1), out var total) ? total : response.ContentLength;
}
