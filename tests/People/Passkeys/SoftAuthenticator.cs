using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kaki.Tests.People.Passkeys;

/// <summary>An authenticator in software (WebAuthn level 2, ES256, attestation "none"): what a phone does, done here.</summary>
internal sealed class SoftAuthenticator(string origin = "http://localhost")
{
    private const byte Present = 1, Verified = 4, WithKey = 64;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private byte[] user = [];
    private uint count;

    public object Create(JsonElement options)
    {
        user = Base64Url.DecodeFromChars(options.GetProperty("user").GetProperty("id").GetString());
        var client = Client("webauthn.create", options);
        var data = Data(Present | Verified | WithKey, options.GetProperty("rp").GetProperty("id").GetString()!, [.. new byte[16], 0, (byte)id.Length, .. id, .. CoseKey()]);
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), .. Bytes(data)];
        return new
        {
            id = Base64Url.EncodeToString(id), rawId = Base64Url.EncodeToString(id), type = "public-key", authenticatorAttachment = "platform", clientExtensionResults = new { },
            response = new { clientDataJSON = Base64Url.EncodeToString(client), attestationObject = Base64Url.EncodeToString(attestation), transports = new[] { "internal" } },
        };
    }

    public object Get(JsonElement options, bool spoilt = false)
    {
        var client = Client("webauthn.get", options);
        var data = Data(Present | Verified, options.GetProperty("rpId").GetString()!, []);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (spoilt) signature[^1] ^= 1;
        return new
        {
            id = Base64Url.EncodeToString(id), rawId = Base64Url.EncodeToString(id), type = "public-key", clientExtensionResults = new { },
            response = new { clientDataJSON = Base64Url.EncodeToString(client), authenticatorData = Base64Url.EncodeToString(data), signature = Base64Url.EncodeToString(signature), userHandle = Base64Url.EncodeToString(user) },
        };
    }

    private byte[] Client(string type, JsonElement options) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options.GetProperty("challenge").GetString(), origin, crossOrigin = false });

    private byte[] Data(byte flags, string site, byte[] rest)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, ++count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), flags, .. counter, .. rest];
    }

    // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    private byte[] CoseKey()
    {
        var point = key.ExportParameters(false).Q;
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(point.X!), 0x22, .. Bytes(point.Y!)];
    }

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];
    private static byte[] Bytes(byte[] bytes) => bytes.Length < 256 ? [0x58, (byte)bytes.Length, .. bytes] : [0x59, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
}
