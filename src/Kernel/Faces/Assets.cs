using System.Collections.Frozen;
using System.Text.Json;

namespace Kaki.Kernel.Faces;

/// <summary>Where the built front end lies: source name to hashed address, from Vite's manifest under <c>wwwroot/built</c>.</summary>
public sealed class Assets
{
    private readonly FrozenDictionary<string, string> files;

    /// <param name="manifest">The manifest's path. Without it (a checkout whose front end was not built) addresses have no hash and pages no style.</param>
    public Assets(string manifest)
    {
        files = File.Exists(manifest) ? Read(manifest) : FrozenDictionary<string, string>.Empty;
        Version = File.Exists(manifest) ? File.GetLastWriteTimeUtc(manifest).Ticks.ToString("x") : "none";
    }

    /// <summary>Changes with every build.</summary>
    public string Version { get; }

    /// <summary>The address of <c>css/member.css</c>, <c>ts/member.ts</c>, <c>icons.svg</c> …</summary>
    public string this[string source] => files.GetValueOrDefault(source) ?? "/built/" + source;

    public string Icons => this["icons.svg"];

    private static FrozenDictionary<string, string> Read(string manifest)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return json.RootElement.EnumerateObject().ToFrozenDictionary(e => e.Name, e => "/built/" + e.Value.GetProperty("file").GetString());
    }
}
