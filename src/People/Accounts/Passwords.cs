using System.Collections.Frozen;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kaki.People.Accounts;

/// <summary>Judges, hashes and compares passwords. Hashing is slow on purpose (PBKDF2-SHA512), so limits stand before it.</summary>
internal sealed class Passwords
{
    public const int Shortest = 10, Longest = 200;
    private readonly PasswordHasher<Member> hasher;
    private readonly string nobodys;
    private readonly FrozenSet<string> common;

    public Passwords(IOptions<PasswordHasherOptions> options)
    {
        hasher = new PasswordHasher<Member>(options);
        nobodys = hasher.HashPassword(null!, "the password of nobody");
        using var list = new StreamReader(typeof(Passwords).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        common = list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    }

    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>Refuses what is too short, too long, on the list of the most used, or only the person's own name.</summary>
    public void Judge(string? password, string field, params string?[] own)
    {
        if (password is null || password.Length < Shortest) throw Refusal.Invalid(field, "password.short", Shortest);
        if (password.Length > Longest) throw Refusal.Invalid(field, "password.long", Longest);
        var lower = password.ToLowerInvariant();
        var bare = lower.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '.', '?', '@', '#', '*');
        if (common.Contains(lower) || common.Contains(bare) || lower.Distinct().Count() < 4 || own.Any(o => o is { Length: > 0 } && (o.Equals(lower, StringComparison.OrdinalIgnoreCase) || bare.Equals(o, StringComparison.OrdinalIgnoreCase))))
            throw Refusal.Invalid(field, "password.common");
    }

    /// <summary>Compares, and takes as long for a member who does not exist or has no password.</summary>
    public bool Fits(Member? member, string? password, out bool hashAgain)
    {
        var given = password is { Length: > 0 and <= Longest } ? password : "-";
        var result = hasher.VerifyHashedPassword(null!, member?.PasswordHash ?? nobodys, given);
        hashAgain = result == PasswordVerificationResult.SuccessRehashNeeded;
        return result != PasswordVerificationResult.Failed && member?.PasswordHash is not null;
    }
}
