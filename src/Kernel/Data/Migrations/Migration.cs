using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kaki.Kernel.Data.Migrations;

/// <summary>One numbered SQL file of one provider: <c>0003_people.sqlite.sql</c>. Once released it never changes.</summary>
public sealed partial record Migration(int Number, string Name, string Sql)
{
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The provider's files embedded in an assembly under <c>migrations/</c>, in order.</summary>
    public static IReadOnlyList<Migration> In(Assembly assembly, Provider provider)
    {
        var ending = $".{provider.ToString().ToLowerInvariant()}.sql";
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("migrations/", StringComparison.Ordinal) && n.EndsWith(ending, StringComparison.Ordinal))
            .Select(n => Read(assembly, n)).OrderBy(m => m.Number)];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var match = FileName().Match(resource);
        if (!match.Success) throw new InvalidOperationException($"{resource} is not named like 0003_people.sqlite.sql.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(match.Groups[1].Value), match.Groups[2].Value, reader.ReadToEnd());
    }

    [GeneratedRegex(@"/(\d{4})_([a-z_]+)\.[a-z]+\.sql$")]
    private static partial Regex FileName();
}
