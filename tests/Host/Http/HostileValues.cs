using System.Net.Http.Headers;
using System.Text;

namespace Kaki.Tests.Host.Http;

/// <summary>What nobody means well with.</summary>
internal static class HostileValues
{
    /// <summary>In HTML it must never stand as it is.</summary>
    public const string Mark = "<hostile>";

    // Cut anywhere, one of the two is cut through a character.
    private static readonly string Emoji = string.Concat(Enumerable.Repeat("😀", 600));

    /// <summary>Text, as it would be typed.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "\u0001\u001b\u007f\u0085", "\ufffe\uffff", "\u202e\u200b\ufeff", "a\r\nSet-Cookie: a=b", $"\">'{Mark}", "${{7*7}}{{7*7}}{0}{1}", "'; drop table place_notes; --", "%", "\\", "../../../etc/passwd", "//evil.example/", "/\\evil.example", "https://evil.example/", "/话题/露营?q=柿", "/a\tb",
        "-1", "0", "-0", "01", "+1", "1.5", "1e309", "NaN", "Infinity", "2147483648", "-9223372036854775808", "9223372036854775807", "99999999999999999999999999", "٣", "１２", "0x10", "1,000",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "10000-01-01", "2026-02-30", "2026-11-29T25:61", "-0001-01-01", "24:00",
        "true", "null", "undefined", "[]", "[null]", "{}", "{\"a\":1}", "zzzzzzzzzzz", "11111111111", "JPwcyDCgEup", "7Fk3pQ2Zr9x", "AAAAAAAAAAAAAAAAAAAAAA", "__________________w", "_____________________w", "f_____________________w"[..22], "!!!!!!!!!!!!!!!!!!!!!!", "gICAgICAgICAgICAgICAgA",
        "İıſK", "😀👩‍👩‍👧‍👦🇨🇳", "é́́́́́́́", "﷽", "admin", "@", "#", "@@@@ #### @a#b", string.Concat(Enumerable.Repeat("#话题", 60)), new string('柿', 700), Emoji, "a" + Emoji,
    ];

    /// <summary>Parts of an address that no well-formed one has.</summary>
    public static readonly string[] Raw = ["%00", "a%00b", "%ED%A0%80", "%C0%AF", "%FF%FE", "%", "%zz", "%2", "%2e%2e%2f%2e%2e", "..%5c", "%252e%252e", "%0d%0aSet-Cookie:a=b", "%u0041", "a%2fb", ";a=b", "%F4%90%80%80", "%E6%9F%BF%E5%AD"];

    public static readonly string Long = new('x', 100_000), LongPart = new('7', 6_000);

    public static readonly (string Name, string Value)[] Headers =
    [
        ("Accept-Language", "zh;q=NaN,,,;q=,en;q=-1,*;q=9"), ("Accept-Language", "\"\u0001\""), ("Accept-Language", "en-\u0000"), ("Accept-Language", new string('z', 5_000)), ("Accept-Language", "tlh, en-GB;q=0.5"),
        ("If-Match", "\""), ("If-Match", "W/\"-1\", nonsense, \"99999999999999999999\""), ("If-Match", new string('"', 3_000)), ("If-None-Match", "\"320\", W/, *"), ("If-None-Match", ",,,"), ("If-Modified-Since", "Thu, 99 Nov 2026"), ("Range", "bytes=9-1,-,a"),
        ("Idempotency-Key", new string('k', 201)), ("Idempotency-Key", " "), ("Idempotency-Key", "柿\u0001"), ("Cookie", "session=\u0001\"; lang=../..; theme=<x>; passkey=%00"), ("Cookie", "session=" + new string('A', 43)), ("Cookie", ";;=;a==;" + new string('c', 4_000)),
        ("Authorization", "Bearer"), ("Authorization", "Bearer " + new string('A', 4_000)), ("Authorization", "Bearer \u00e9\u0001"), ("Authorization", "Basic OjpfOg=="), ("Accept", "*/*;q=zzz, text/html;;"), ("Accept", ","), ("Accept-Encoding", "klingon;q=zz,;q=2,=,"), ("Accept-Charset", "klingon"),
        ("Referer", "http://evil.example//x"), ("Referer", "http://{host}//evil.example/x"), ("Referer", "http://{host}/\\evil.example"), ("Referer", "javascript:alert(1)"), ("Origin", "null"), ("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "\u0001"), ("Sec-GPC", "maybe"),
        ("X-Kaki-Part", "../../x"), ("X-Kaki-Part", "\u0001"), ("X-Forwarded-For", "not, an, address"), ("X-HTTP-Method-Override", "DELETE"), ("traceparent", "00-zz-zz-zz"), ("tracestate", "=,=,\u0001"), ("baggage", "a=%zz,=;"), ("Expect", "200-maybe"),
    ];

    public static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "PAGE"];

    /// <summary>Bodies that are not what they say, or say nothing.</summary>
    public static readonly (string What, Func<HttpContent> Content)[] Bodies =
    [
        ("nothing", () => new ByteArrayContent([])),
        ("nothing of no kind", () => Of([], "application/json")),
        ("JSON as no kind", () => new ByteArrayContent("{}"u8.ToArray())),
        ("JSON as text", () => Of("{}"u8, "text/plain")),
        ("JSON of broken UTF-8", () => Of([.. "{\"text\":\""u8, 0xED, 0xA0, 0x80, 0xFF, .. "\"}"u8], "application/json")),
        ("JSON in UTF-16", () => Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"text\":\"x\"}")], "application/json; charset=utf-16")),
        ("JSON in no charset", () => Of("{\"text\":\"x\"}"u8, "application/json; charset=klingon")),
        ("JSON in a broken kind", () => Of("{}"u8, "application/json;;;=\"")),
        ("a name twice", () => Of("{\"text\":\"a\",\"text\":[1],\"Text\":null,\"title\":\"a\",\"title\":\"b\"}"u8, "application/json")),
        ("deep", () => Of(Encoding.UTF8.GetBytes(new string('[', 5_000)), "application/json")),
        ("long", () => Of(Encoding.UTF8.GetBytes($"{{\"text\":\"{Long}\",\"title\":\"{Long}\",\"name\":\"{Long}\",\"body\":\"{Long}\"}}"), "application/json")),
        ("a list", () => Of("[{},{}]"u8, "application/json")),
        ("a comment", () => Of("{/* */\"a\":1,}"u8, "application/json")),
        ("zeros", () => Of(new byte[2_000], "application/octet-stream")),
        ("a form of percent signs", () => Of("%=%&%zz=%00&=&&&a=%ED%A0%80&text=%00"u8, "application/x-www-form-urlencoded")),
        ("a form of 1,100 fields", () => Of(Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 1_100).Select(i => $"f{i}=1"))), "application/x-www-form-urlencoded")),
        ("a form with one long name", () => Of(Encoding.UTF8.GetBytes(new string('n', 3_000) + "=1"), "application/x-www-form-urlencoded")),
        ("a form as UTF-7", () => Of("text=+AGE-"u8, "application/x-www-form-urlencoded; charset=utf-7")),
        ("parts without a bound", () => Of("--x\r\n\r\n--x--"u8, "multipart/form-data")),
        ("parts that do not end", () => Of("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello"u8, "multipart/form-data; boundary=x")),
        ("parts without a name", () => Of("--x\r\nContent-Disposition: form-data\r\n\r\nhello\r\n--x--\r\n"u8, "multipart/form-data; boundary=x")),
        ("a file of zeros", () => Of([.. "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../\0a.png\"\r\nContent-Type: image/png\r\n\r\n"u8, .. new byte[300], .. "\r\n--x--\r\n"u8], "multipart/form-data; boundary=x")),
        ("packed that is not", Packed),
    ];

    private static ByteArrayContent Packed()
    {
        var content = Of("{}"u8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static ByteArrayContent Of(ReadOnlySpan<byte> body, string type)
    {
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
