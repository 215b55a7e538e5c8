using System.Security.Cryptography;
using System.Text;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Kaki.Goods.Payments.Sandbox;

/// <summary>A secret nobody configured: one row, found by every node and by a restored site.</summary>
internal sealed class SandboxKey
{
    public long Id { get; init; }
    public required byte[] Secret { get; init; }
}

/// <summary>What shop and test bank share: the secret (<c>Payment:Sandbox:Secret</c>, else random, kept in the database) and the address webhooks go to.</summary>
internal sealed class SandboxKeys(IConfiguration configuration, DatabaseSettings database, IServer server)
{
    private readonly Lazy<byte[]> secret = new(() => Read(configuration, database), LazyThreadSafetyMode.PublicationOnly);

    public byte[] Secret => secret.Value;

    /// <summary>Configured (<c>Payment:Sandbox:NotifyOrigin</c>, <c>PublicAddress</c>), else where this process listens: never what a request claims.</summary>
    public string NotifyUrl => (configuration["Payment:Sandbox:NotifyOrigin"] ?? configuration["PublicAddress"] ?? Listening).TrimEnd('/') + "/api/v1/payments/sandbox/webhook";

    /// <summary>Goes with the bank page's address, which must not be guessed.</summary>
    public string TokenOf(string reference) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes("page." + reference)))[..24];

    private string Listening => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal) ?? "http://localhost";

    private static byte[] Read(IConfiguration configuration, DatabaseSettings database) =>
        configuration["Payment:Sandbox:Secret"] is { Length: > 0 } given ? Encoding.UTF8.GetBytes(given) : Kept(configuration, database).GetAwaiter().GetResult();

    // Whoever is first writes it down, and all read what was written.
    private static async Task<byte[]> Kept(IConfiguration configuration, DatabaseSettings database)
    {
        const string Asked = "select secret from goods_sandbox_keys where id = 1";
        await using var db = await database.Open();
        if (await db.Column<byte[]>(Asked, []) is [var known]) return known;
        await db.Run("insert into goods_sandbox_keys(id, secret) values (1, @secret) on conflict do nothing", [("secret", OfBefore(configuration) ?? RandomNumberGenerator.GetBytes(32))]);
        return (await db.Column<byte[]>(Asked, []))[0];
    }

    // It was a file of each node's own: the pages of payments that are open were signed with it.
    private static byte[]? OfBefore(IConfiguration configuration)
    {
        var file = Path.Combine(Path.GetFullPath(configuration["Data"] ?? "data"), "keys", "sandbox-payment");
        return File.Exists(file) ? Convert.FromBase64String(File.ReadAllText(file)) : null;
    }
}
