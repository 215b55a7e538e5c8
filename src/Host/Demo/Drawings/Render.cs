using System.Diagnostics;

namespace Kaki.Host.Demo.Drawings;

/// <summary>
/// From SVG to pixels, by vipsthumbnail (libvips and librsvg) in a process of its own: the picture worker blocks
/// SVG, and rightly, since strangers feed it. These drawings are our own.
/// </summary>
internal static class Render
{
    const int Width = 1080;
    const int PicturesPerProcess = 16;  // the start and the Chinese fonts cost about 0.06 CPU s, once a process
    static readonly SemaphoreSlim Places = new(2);

    /// <summary>Quick and without loss, for a picture that is developed into its sizes afterwards.</summary>
    public static async Task<IReadOnlyList<byte[]>> Png(IReadOnlyList<string> drawings, CancellationToken cancel = default)
    {
        var batches = await Task.WhenAll(drawings.Chunk(PicturesPerProcess).Select(batch => Batch(batch, cancel)));
        return [.. batches.SelectMany(pictures => pictures)];
    }

    static async Task<byte[][]> Batch(string[] drawings, CancellationToken cancel)
    {
        await Places.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("kaki-drawings-");
        try
        {
            var paths = drawings.Select((_, i) => Path.Combine(folder.FullName, i + ".svg")).ToArray();
            for (var i = 0; i < drawings.Length; i++) await File.WriteAllTextAsync(paths[i], drawings[i], cancel);
            await Thumbnail(["--size", Width + "x>", "-o", "%s.png[compression=1]", .. paths], cancel);
            return await Task.WhenAll(paths.Select(path => File.ReadAllBytesAsync(Path.ChangeExtension(path, "png"), cancel)));
        }
        finally
        {
            folder.Delete(recursive: true);
            Places.Release();
        }
    }

    static async Task Thumbnail(string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("vipsthumbnail", arguments) { RedirectStandardError = true };
        start.Environment["VIPS_CONCURRENCY"] = "1";
        // Layers of a few megabytes come and go by the hundred: kept in the heap they cost no page faults (a tenth of the time).
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = start.Environment["MALLOC_TRIM_THRESHOLD_"] = "1073741824";
        using var process = Process.Start(start)!;
        try
        {
            var complaint = await process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) throw new InvalidOperationException("vipsthumbnail: " + complaint);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
