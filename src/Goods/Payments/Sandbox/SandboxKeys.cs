using System.Security.Cryptography;
using System.Text;
using Kaki.Kernel;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Kaki.Goods.Payments.Sandbox;

/// <summary>What shop and test bank share: the secret (<c>Payment:Sandbox:Secret</c>, else random, kept in the data folder) and the address webhooks go to.</summary>
internal sealed class SandboxKeys(IConfiguration configuration, IServer server)
{
    private readonly Lazy<byte[]> secret = new(() => Read(configuration));

    public byte[] Secret => secret.Value;

    /// <summary>Configured (<c>Payment:Sandbox:NotifyOrigin</c>, <c>PublicAddress</c>), else where this process listens: never what a request claims.</summary>
    public string NotifyUrl => (configuration["Payment:Sandbox:NotifyOrigin"] ?? configuration["PublicAddress"] ?? Listening).TrimEnd('/') + "/api/v1/payments/sandbox/webhook";

    /// <summary>Goes with the bank page's address, which must not be guessed.</summary>
    public string TokenOf(string reference) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes("page." + reference)))[..24];

    private string Listening => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal) ?? "http://localhost";

    private static byte[] Read(IConfiguration configuration)
    {
        if (configuration["Payment:Sandbox:Secret"] is { Length: > 0 } given) return Encoding.UTF8.GetBytes(given);
        var file = Path.Combine(Path.GetFullPath(configuration["Data"] ?? "data"), "keys", "sandbox-payment");
        if (File.Exists(file)) return Convert.FromBase64String(File.ReadAllText(file));
        OwnerOnly.Folder(Path.GetDirectoryName(file)!);
        var fresh = RandomNumberGenerator.GetBytes(32);
        try
        {
            using var stream = OwnerOnly.Write(file, FileMode.CreateNew);
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(fresh)));
            return fresh;
        }
        catch (IOException) when (File.Exists(file))
        {
            return Convert.FromBase64String(File.ReadAllText(file)); // another process was first
        }
    }
}
