using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Kaki.Kernel.Blobs;

/// <summary>The rule for keys, the same for every store, and the reason why no key can leave its folder.</summary>
internal static class BlobKey
{
    private const int Longest = 200;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/");

    public static string Checked(string key) => IsGood(key) ? key : throw new ArgumentException("Not a blob key.", nameof(key));

    public static string CheckedPrefix(string prefix) =>
        prefix.Length == 0 || IsGood(prefix.TrimEnd('/') + "/x") ? prefix : throw new ArgumentException("Not the beginning of a blob key.", nameof(prefix));

    /// <summary>Two hexadecimal digits, one for all keys of a folder, so that what belongs together lies together.</summary>
    public static string Shard(string key)
    {
        Span<byte> folder = stackalloc byte[Longest];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.ASCII.GetBytes(key.AsSpan(0, key.LastIndexOf('/')), folder);
        SHA256.HashData(folder[..length], hash);
        return hash[0].ToString("x2");
    }

    private static bool IsGood(string key)
    {
        if (key.Length is 0 or > Longest || key.AsSpan().ContainsAnyExcept(Allowed) || !key.Contains('/')) return false;
        foreach (var part in key.AsSpan().Split('/'))
            if (key.AsSpan(part) is [] or ['.', ..]) return false;
        return true;
    }
}
