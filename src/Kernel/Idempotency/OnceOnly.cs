using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel.Idempotency;

/// <summary>
/// Makes an unsafe request that carries an <c>Idempotency-Key</c> (as a header, or a form as its field of that name or <c>_key</c>) happen once:
/// 409 while the first is in flight, 422 when the key comes with another request, the stored answer otherwise.
/// An answer of 400 or more is not kept: nothing happened, and a form that is shown again keeps its key for when it has been put right.
/// The key is marked used inside the transaction of the change itself (<see cref="AppDb.Write{T}"/>), so a process killed between
/// the change and its answer leaves a key that is never run again.
/// </summary>
public sealed class OnceOnly(RequestDelegate next)
{
    internal const int MostBody = 256 * 1024;

    /// <summary>Marks a route whose requests bear a repetition by themselves: a key that comes with one is not looked at.</summary>
    public static readonly object NotNeeded = new Mark(Needed: false);

    /// <summary>Marks a route whose answer may hold a secret: it is not kept.</summary>
    public static readonly object GivesSecret = new Mark(Secret: true);

    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(2);
    private static readonly string[] FormKeys = ["_key", "Idempotency-Key"];
    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "ETag"];

    public async Task Invoke(HttpContext http)
    {
        if (Refused.IsTelling(http) || http.GetEndpoint() is null || Marked(http)?.Needed == false || await KeyOf(http) is not { } key) { await next(http); return; }
        var caller = http.Caller();
        var request = await HashOf(http, key);
        var db = http.RequestServices.GetRequiredService<AppDb>();
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var mine = new OnceKey(Hash($"{caller.MemberId?.ToString() ?? caller.Address}\n{key}"), Instant.Now(clock).Plus(InFlight));
        if (await Claim(db, mine, request, clock, http.RequestAborted) is { } stored) { await Repeat(http, stored); return; }
        await RunFirst(http, db, mine, clock);
    }

    private static Mark? Marked(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Mark>();

    private static async Task<string?> KeyOf(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return null;
        if (http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } header)
            return header.Length <= 200 ? header : throw new Refusal("idempotency.malformed", 400);
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null || http.Request.ContentLength > MostOf(http)) return null;
        var form = await http.Request.ReadFormAsync();
        return FormKeys.Select(name => form[name].ToString()).FirstOrDefault(field => field.Length is > 0 and <= 200);
    }

    // A form with its pictures is read here instead of a little later. Programs name their key in the header.
    private static long MostOf(HttpContext http) =>
        http.Caller().MemberId is not null && !http.Request.Path.StartsWithSegments("/api") && http.GetEndpoint()?.Metadata.GetMetadata<TakesPicturesAttribute>() is { MaxRequestBodySize: { } most } ? most : MostBody;

    // The key is the salt: without it the hash tells nobody whether a guessed password stood in the body.
    private static async Task<string> HashOf(HttpContext http, string key)
    {
        var request = http.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{key}\n{request.Method} {request.Path}{request.QueryString}\n"));
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            foreach (var field in form.OrderBy(f => f.Key, StringComparer.Ordinal))
                hash.AppendData(Encoding.UTF8.GetBytes($"{field.Key}={string.Join('\n', field.Value.ToArray())}\n"));
            foreach (var file in form.Files.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}:{file.Length}\n"));
                await using var content = file.OpenReadStream();
                await Append(hash, content, http.RequestAborted);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        request.EnableBuffering(bufferThreshold: 64 * 1024);
        await Append(hash, request.Body, http.RequestAborted);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task Append(IncrementalHash hash, Stream content, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0) hash.AppendData(buffer, 0, read);
    }

    /// <returns>The stored answer, or null when this request is the first and may run.</returns>
    private static async Task<StoredAnswer?> Claim(AppDb db, OnceKey mine, string request, TimeProvider clock, CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        try
        {
            db.Add(new StoredAnswer { Id = mine.Id, RequestHash = request, Holder = "held", Until = mine.Until, At = now });
            await db.SaveChangesAsync(cancel);
            return null;
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            db.ChangeTracker.Clear();
        }
        var stored = await db.Set<StoredAnswer>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == mine.Id, cancel) ?? throw InFlightElsewhere();
        if (stored.RequestHash != request) throw new Refusal("idempotency.other_request", 422);
        if (stored.Status != 0) return stored;
        if (stored.Holder == Done && stored.Until <= now) throw new Refusal("idempotency.done_unanswered", 409); // before that its answer may still be on the way
        if (stored.Until > now || !await TakeOver(db, mine, stored.Until, cancel)) throw InFlightElsewhere();
        return null;
    }

    internal static Refusal InFlightElsewhere() => new("idempotency.in_flight", 409) { RetryAfter = 1 };

    // The process that held it died before it changed anything, or the holder would be Done; or it lives, is only slow, and will be refused where it wants to commit.
    private static async Task<bool> TakeOver(AppDb db, OnceKey mine, Instant until, CancellationToken cancel)
    {
        using var held = await db.EnterGate(cancel);
        return await db.Set<StoredAnswer>().Where(s => s.Id == mine.Id && s.Until == until && s.Holder == "held")
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Until, mine.Until), cancel) == 1;
    }

    internal const string Done = "done";

    private async Task RunFirst(HttpContext http, AppDb db, OnceKey mine, TimeProvider clock)
    {
        db.OnceKey = mine;
        var original = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        try
        {
            await next(http);
        }
        catch
        {
            http.Response.Body = original;
            await Forget(db, mine, clock); // a refusal changed nothing; the same key may try again
            throw;
        }
        finally
        {
            db.OnceKey = null; // contexts are pooled
        }
        http.Response.Body = original;
        if (http.Response.StatusCode >= 400 || HoldsSecret(http) || copy.Length > MostBody) await Forget(db, mine, clock);
        else await Keep(db, mine, http, copy.ToArray());
        copy.Position = 0;
        await copy.CopyToAsync(original, http.RequestAborted);
    }

    // A cookie, a token, or a page that a form was answered with, which shows somebody what they may see just now, is not kept: a repetition is told that it was done.
    private static bool HoldsSecret(HttpContext http) =>
        http.Response.Headers.SetCookie.Count > 0 || Marked(http)?.Secret == true || http.Request.HasFormContentType && http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;

    // What was done stays marked, and nobody need wait for its answer.
    private static async Task Forget(AppDb db, OnceKey mine, TimeProvider clock)
    {
        db.ChangeTracker.Clear();
        using var held = await db.EnterGate();
        if (await mine.In(db).Where(s => s.Holder != Done).ExecuteDeleteAsync() > 0) return;
        var now = Instant.Now(clock);
        await mine.In(db).ExecuteUpdateAsync(s => s.SetProperty(x => x.Until, now));
    }

    private static async Task Keep(AppDb db, OnceKey mine, HttpContext http, byte[] body)
    {
        var headers = JsonSerializer.Serialize(KeptHeaders.Where(http.Response.Headers.ContainsKey).ToDictionary(h => h, h => http.Response.Headers[h].ToArray()));
        db.ChangeTracker.Clear();
        using var held = await db.EnterGate();
        await mine.In(db).ExecuteUpdateAsync(s => s
            .SetProperty(x => x.Status, http.Response.StatusCode).SetProperty(x => x.Headers, headers).SetProperty(x => x.Body, body).SetProperty(x => x.Holder, ""));
    }

    private static async Task Repeat(HttpContext http, StoredAnswer stored)
    {
        http.Response.StatusCode = stored.Status;
        foreach (var (name, values) in JsonSerializer.Deserialize<Dictionary<string, string?[]>>(stored.Headers)!) http.Response.Headers[name] = values;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (stored.Body.Length > 0) await http.Response.Body.WriteAsync(stored.Body, http.RequestAborted); // Kestrel writes not even nothing after a 204
    }

    private sealed record Mark(bool Needed = true, bool Secret = false);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
