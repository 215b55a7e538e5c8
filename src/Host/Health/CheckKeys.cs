using System.Security.Cryptography;
using Kaki.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Kaki.Host.Health;

/// <summary>Whether the keys that seal what browsers carry are there and in force, and whether the files of secrets are the site's alone.</summary>
internal sealed class CheckKeys(IKeyManager keys, IDataProtectionProvider protection, IConfiguration configuration, TimeProvider clock)
{
    public Finding Run()
    {
        var now = clock.GetUtcNow();
        var inForce = keys.GetAllKeys().Count(k => !k.IsRevoked && k.ActivationDate <= now && now < k.ExpirationDate);
        if (Open() is { } file) return new("keys", Standing.Bad, "open", file);
        // A key is made when it is first needed; before that there is nothing to open, and a check must not make one.
        return inForce > 0 && !Seals() ? new("keys", Standing.Bad, "unreadable") : new("keys", Standing.Ok, "ok", inForce);
    }

    private bool Seals()
    {
        try
        {
            var seal = protection.CreateProtector("doctor");
            return seal.Unprotect(seal.Protect("sealed")) == "sealed";
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private string? Open()
    {
        var folder = Path.Combine(Path.GetFullPath(configuration["Data"] ?? "data"), "keys");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).FirstOrDefault(OwnerOnly.IsOpen) : null;
    }
}
