using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel.Http;

/// <summary>Addresses as the outside sees them: <c>PublicAddress</c> when configured (behind a proxy), else the request's own.</summary>
public static class PublicAddress
{
    public static string Of(HttpContext http, string path) => Origin(http) + path;

    public static string Origin(HttpContext http) =>
        http.RequestServices.GetRequiredService<IConfiguration>()["PublicAddress"]?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}";
}
