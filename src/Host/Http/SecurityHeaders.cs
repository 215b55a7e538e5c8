namespace Kaki.Host.Http;

/// <summary>Every answer's headers: no script or style but our own files; style attributes carry values only (decision 0005).</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IConfiguration configuration)
{
    private readonly string policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
        $"img-src 'self' blob: data: {configuration["Blobs:PublicOrigin"]}; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; " +
        $"form-action 'self' {configuration["Payment:Origin"]}; base-uri 'none'; frame-ancestors 'none'";

    // As the answer starts, not before: an exception's answer begins with cleared headers.
    public Task Invoke(HttpContext http)
    {
        http.Response.OnStarting(Put, http);
        return next(http);
    }

    private Task Put(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self), payment=()";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return Task.CompletedTask;
    }
}
