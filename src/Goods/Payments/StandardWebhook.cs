using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;

namespace Kaki.Goods.Payments;

/// <summary>
/// Signs and checks webhooks as the Standard Webhooks specification says (standardwebhooks.com, version 1.0.0):
/// HMAC-SHA256 over <c>id.timestamp.body</c>, base64, one or more signatures separated by spaces.
/// </summary>
internal static class StandardWebhook
{
    public const string IdHeader = "webhook-id", TimeHeader = "webhook-timestamp", SignatureHeader = "webhook-signature";

    /// <summary>Older, or further ahead, is not believed: a message that was caught cannot be played back later.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Sign(byte[] secret, string id, long timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));

    /// <returns>The message's id.</returns>
    public static string Require(byte[] secret, IHeaderDictionary headers, string body, Instant now)
    {
        var id = headers[IdHeader].ToString();
        if (id.Length is 0 or > 80 || !long.TryParse(headers[TimeHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)) throw Forged();
        if (Math.Abs(now.Time.ToUnixTimeSeconds() - timestamp) > Tolerance.TotalSeconds) throw Forged();
        var wanted = Encoding.ASCII.GetBytes(Sign(secret, id, timestamp, body));
        var matches = headers[SignatureHeader].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(10)
            .Any(s => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(s), wanted));
        return matches ? id : throw Forged();
    }

    public static Refusal Forged() => new("payment.signature", 401);
}
