using System.Collections.Frozen;
using System.Text.Json;

namespace Kaki.Kernel.Faces;

/// <summary>Where the built front end lies: source name to hashed address, from Vite's manifest under <c>wwwroot/built</c>.</summary>
public sealed class Assets
{
    private readonly FrozenDictionary<string, string> files;
    private readonly FrozenDictionary<string, string[]> imports;

    /// <param name="manifest">The manifest's path. Without it (a checkout whose front end was not built) addresses have no hash and pages no style.</param>
    public Assets(string manifest)
    {
        files = File.Exists(manifest) ? Read(manifest) : FrozenDictionary<string, string>.Empty;
        imports = File.Exists(manifest) ? ReadImports(manifest, files) : FrozenDictionary<string, string[]>.Empty;
        Version = File.Exists(manifest) ? File.GetLastWriteTimeUtc(manifest).Ticks.ToString("x") : "none";
    }

    /// <summary>Changes with every build.</summary>
    public string Version { get; }

    /// <summary>The address of <c>css/member.css</c>, <c>ts/member.ts</c> …</summary>
    public string this[string source] => files.GetValueOrDefault(source) ?? "/built/" + source;

    /// <summary>What a script imports at once, to be fetched beside it.</summary>
    public IReadOnlyList<string> Imports(string source) => imports.GetValueOrDefault(source) ?? [];

    private static FrozenDictionary<string, string> Read(string manifest)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return json.RootElement.EnumerateObject().ToFrozenDictionary(e => e.Name, e => "/built/" + e.Value.GetProperty("file").GetString());
    }

    private static FrozenDictionary<string, string[]> ReadImports(string manifest, FrozenDictionary<string, string> files)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return json.RootElement.EnumerateObject().Where(e => e.Value.TryGetProperty("imports", out _))
            .ToFrozenDictionary(e => e.Name, e => e.Value.GetProperty("imports").EnumerateArray().Select(i => files[i.GetString()!]).ToArray());
    }
}
