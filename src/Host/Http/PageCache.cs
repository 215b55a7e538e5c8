using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;

namespace Kaki.Host.Http;

/// <summary>
/// Pages of signed-out readers, kept as bytes for a few seconds: they are the same for everyone with one language, theme and wish about AI.
/// Nothing of a signed-in person enters or leaves it. Bounded by entries and by bytes; the oldest half goes when it is full.
/// What is dear to make and the same for all, signed in or not, is kept for a minute, and each made by one request at a time.
/// </summary>
internal sealed partial class PageCache(RequestDelegate next, Assets assets, TimeProvider clock, IConfiguration configuration)
{
    private const int MostEntries = 2_000, LargestPage = 512 * 1024, LargestForAll = 16 * 1024 * 1024;
    private const long MostBytes = 64L * 1024 * 1024;
    private readonly TimeSpan fresh = TimeSpan.FromSeconds(configuration.GetValue("PageCache:Seconds", 10));
    private static readonly TimeSpan FreshForAll = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Entry> entries = new();
    private readonly SemaphoreSlim[] one = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];
    private long bytes;

    public async Task Invoke(HttpContext http)
    {
        if (fresh != TimeSpan.Zero && IsForAll(http.Request)) { await SendToAll(http); return; }
        if (fresh == TimeSpan.Zero || !Same(http.Request)) { await next(http); return; }
        var key = KeyOf(http.Request);
        var now = Instant.Now(clock);
        if (entries.TryGetValue(key, out var entry) && entry.Until.Holds(now, fresh)) { await Send(http, entry); return; }
        await Fill(http, key, now.Plus(fresh));
    }

    private static bool IsForAll(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path.Value is { } path && ForAll().IsMatch(path);

    [GeneratedRegex(@"^/(openapi/v1\.json|sitemap(/[a-z]{1,20}/[1-9][0-9]{0,4})?\.xml)\z")]
    private static partial Regex ForAll();

    private async Task SendToAll(HttpContext http)
    {
        var key = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}";
        if (entries.TryGetValue(key, out var entry) && entry.Until.Holds(Instant.Now(clock), FreshForAll)) { await Send(http, entry); return; }
        var turn = one[(uint)key.GetHashCode(StringComparison.Ordinal) % one.Length];
        await turn.WaitAsync(http.RequestAborted);
        try
        {
            if (entries.TryGetValue(key, out entry) && entry.Until.Holds(Instant.Now(clock), FreshForAll)) { await Send(http, entry); return; }
            (http.Request.Headers.Cookie, http.Request.Headers.Authorization) = (default, default); // made for nobody in particular
            await Fill(http, key, Instant.Now(clock).Plus(FreshForAll));
        }
        finally { turn.Release(); }
    }

    // Whoever has a session, or sends anything that could make the answer theirs, goes past.
    private static bool Same(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Cookies.ContainsKey("session") && request.Headers.Authorization.Count == 0
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/media") && !request.Path.StartsWithSegments("/built")
        && !request.Path.StartsWithSegments("/health") && !request.Path.StartsWithSegments("/metrics") && !request.Path.StartsWithSegments("/sandbox-pay")
        && !request.Path.StartsWithSegments("/pay") && request.Path != "/sign-in" && request.Path != "/sign-up";

    private string KeyOf(HttpRequest request) =>
        $"{request.Host}\n{request.Path}{request.QueryString}\n{Languages.Of(request)}\n{Theme.Of(request)}\n{NoAi.Of(request)}\n{request.Headers["X-Kaki-Part"]}\n{request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)}\n{assets.Version}";

    private async Task Fill(HttpContext http, string key, Instant until)
    {
        var original = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        var packed = http.Request.Headers.AcceptEncoding;
        http.Request.Headers.AcceptEncoding = default; // what is kept is plain; Send packs it, and packing twice is a page nobody can read
        try { await next(http); }
        finally { (http.Response.Body, http.Request.Headers.AcceptEncoding) = (original, packed); }
        var body = copy.ToArray();
        if (Keepable(http, body))
        {
            var entry = new Entry(body, Squeeze(body), http.Response.ContentType!, [.. http.Response.Headers.Where(h => !Own(h.Key))], until);
            Keep(key, entry);
            await Send(http, entry);
        }
        else if (body.Length > 0) await original.WriteAsync(body, http.RequestAborted); // not even an empty write is allowed to a 304
    }

    private static bool Keepable(HttpContext http, byte[] body) => http.Response is var response && IsForAll(http.Request)
        ? response.StatusCode == 200 && body.Length is > 0 and <= LargestForAll
        : response.StatusCode == 200 && body.Length is > 0 and <= LargestPage && response.Headers.SetCookie.Count == 0
        && response.ContentType is { } type && (type.StartsWith("text/html", StringComparison.Ordinal) || type.StartsWith("application/atom", StringComparison.Ordinal) || type.StartsWith("application/xml", StringComparison.Ordinal))
        && !response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal);

    private static bool Own(string header) => header is "Content-Type" or "Content-Length" or "Content-Encoding" or "Vary" or "Date" or "Server";

    private void Keep(string key, Entry entry)
    {
        if (entries.Count >= MostEntries || Interlocked.Read(ref bytes) > MostBytes) Thin();
        if (entries.TryGetValue(key, out var old)) Interlocked.Add(ref bytes, -old.Size);
        entries[key] = entry;
        Interlocked.Add(ref bytes, entry.Size);
    }

    private void Thin()
    {
        foreach (var (key, _) in entries.OrderBy(e => e.Value.Until.Micros).Take(Math.Max(1, entries.Count / 2)).ToList())
            entries.TryRemove(key, out _);
        Interlocked.Exchange(ref bytes, entries.Sum(e => (long)e.Value.Size)); // two who keep one page at once count it twice
    }

    private static async Task Send(HttpContext http, Entry entry)
    {
        var response = http.Response;
        foreach (var (name, value) in entry.Headers) response.Headers[name] = value;
        response.ContentType = entry.ContentType;
        response.Headers.Vary = "Accept-Language, Cookie, Accept-Encoding, X-Kaki-Part";
        response.Headers.CacheControl = "no-cache";
        var small = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (small) response.Headers.ContentEncoding = "br";
        var body = small ? entry.Small : entry.Body;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static byte[] Squeeze(byte[] body)
    {
        using var small = new MemoryStream(body.Length / 4);
        using (var brotli = new BrotliStream(small, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(body);
        return small.ToArray();
    }

    private sealed record Entry(byte[] Body, byte[] Small, string ContentType, KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>[] Headers, Instant Until)
    {
        public int Size => Body.Length + Small.Length;
    }
}
