using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Http;

/// <summary>ETag and If-Match over a row's version (RFC 9110): a change made from an old reading is refused with 412. A tag may say more of an answer than the version, after a dot.</summary>
public static class EntityTags
{
    public static void SetTag(this HttpResponse response, long version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>Refuses when the request names other versions than this. Without If-Match anything goes.</summary>
    public static void RequireMatch(this HttpRequest request, long version)
    {
        var wanted = request.Headers.IfMatch.ToString();
        if (wanted.Length > 0 && wanted != "*" && !wanted.Split(',', StringSplitOptions.TrimEntries).Any(t => Names(t, version))) throw Refusal.Changed();
    }

    private static bool Names(string tag, long version) => tag == $"\"{version}\"" || tag.StartsWith($"\"{version}.", StringComparison.Ordinal);

    /// <summary>True, with 304 set, when the reader already has this version.</summary>
    public static bool NotModified(this HttpContext http, string tag)
    {
        http.Response.Headers.ETag = $"\"{tag}\"";
        if (!http.Request.Headers.IfNoneMatch.ToString().Contains($"\"{tag}\"", StringComparison.Ordinal)) return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
