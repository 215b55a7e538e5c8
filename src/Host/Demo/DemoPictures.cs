using Kaki.Host.Demo.Drawings;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Demo;

/// <summary>Draws the demo's pictures and develops them as any picture is, a few at a time.</summary>
internal sealed class DemoPictures(IServiceScopeFactory scopes, Progress progress)
{
    public sealed record Wanted(string Name, long Owner, PicturePurpose Purpose, Func<string> Draw);

    private const int AtOnce = 16;

    /// <returns>The pictures by name.</returns>
    public async Task<Dictionary<string, Picture>> Make(IReadOnlyList<Wanted> wanted, CancellationToken cancel)
    {
        var made = new Dictionary<string, Picture>();
        foreach (var batch in wanted.Chunk(AtOnce * 2))
        {
            var halves = batch.Chunk(AtOnce).Select(half => Develop(half, cancel)).ToList();
            foreach (var half in await Task.WhenAll(halves))
                foreach (var (name, picture) in half) made[name] = picture;
            progress.Add(batch.Length);
        }
        return made;
    }

    /// <summary>A seed from a name: the same picture for the same name on every machine.</summary>
    public static uint Seed(string name) => StableHash.Of(name) % 100_000;

    private async Task<List<(string, Picture)>> Develop(Wanted[] half, CancellationToken cancel)
    {
        var drawn = await Render.Png([.. half.Select(w => w.Draw())], cancel);
        await using var scope = scopes.CreateAsyncScope();
        var add = scope.ServiceProvider.GetRequiredService<AddPicture>();
        var made = new List<(string, Picture)>();
        foreach (var (want, png) in half.Zip(drawn))
            made.Add((want.Name, await add.For(want.Owner, new MemoryStream(png, writable: false), want.Purpose, png.Length, cancel)));
        return made;
    }
}
