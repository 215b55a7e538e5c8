using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel.Blobs;

internal static class BlobServices
{
    /// <summary>A folder under the data folder, or the bucket that <c>Blobs:S3</c> names.</summary>
    public static IServiceCollection AddBlobs(this IServiceCollection services) =>
        services.AddSingleton<IBlobs>(s => Store(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<TimeProvider>()));

    private static IBlobs Store(IConfiguration configuration, TimeProvider clock)
    {
        if (configuration["Blobs:S3:Endpoint"] is { Length: > 0 } endpoint) return new S3Blobs(Bucket(configuration, endpoint));
        var folder = new FolderBlobs(configuration["Blobs:Folder"] ?? Path.Combine(configuration["Data"] ?? "data", "blobs"));
        folder.Tidy(clock.GetUtcNow().AddDays(-1));
        return folder;
    }

    private static S3Settings Bucket(IConfiguration configuration, string endpoint) => new(
        endpoint,
        Needed(configuration, "Blobs:S3:Bucket"),
        Needed(configuration, "Blobs:S3:AccessKey"),
        Needed(configuration, "Blobs:S3:SecretKey"),
        configuration["Blobs:S3:Region"] ?? "us-east-1");

    private static string Needed(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Blobs:S3:Endpoint is set, so {key} must be too.");
}
