using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Kaki.Kernel.Refusals;

namespace Kaki.People.Profiles;

/// <summary>Where somebody lives, as coarse as they like: a province of China or a country, kept as its ISO 3166 code.</summary>
internal static class Regions
{
    internal sealed record Region(string Code, string Zh, string En)
    {
        public string Name => Chinese ? Zh : En;
    }

    public static readonly IReadOnlyList<Region> All = Read();
    private static readonly FrozenDictionary<string, Region> ByCode = All.ToFrozenDictionary(r => r.Code);
    private static bool Chinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <summary>A code of the list, or another country with its subdivision ("IE-D"), or null.</summary>
    public static string? Parse(string? code)
    {
        if (string.IsNullOrWhiteSpace(code)) return null;
        code = code.Trim().ToUpperInvariant();
        return ByCode.ContainsKey(code) || code.Length <= 6 && ByCode.ContainsKey(code.Split('-')[0]) && code.Split('-') is [_, { Length: > 0 and <= 3 } part] && part.All(char.IsAsciiLetterOrDigit)
            ? code : throw Refusal.Invalid("region", "region.unknown");
    }

    public static string? Name(string? code) =>
        code is null ? null : (ByCode.GetValueOrDefault(code) ?? ByCode.GetValueOrDefault(code.Split('-')[0]))?.Name ?? code;

    /// <summary>In both languages; none of a code that is not on the list.</summary>
    public static IEnumerable<string> Names(string? code) => code is not null && ByCode.TryGetValue(code, out var region) ? [region.Zh, region.En] : [];

    private static IReadOnlyList<Region> Read()
    {
        using var file = typeof(Regions).Assembly.GetManifestResourceStream("regions.json")!;
        return JsonSerializer.Deserialize<List<Region>>(file, JsonSerializerOptions.Web)!;
    }
}
