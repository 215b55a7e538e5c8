using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Http;

public static class GoingBack
{
    /// <summary>After a plain form: to the page of this site the person came from (303), else to <paramref name="otherwise"/>.</summary>
    public static IResult Back(this HttpContext http, string otherwise)
    {
        var back = Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value ? from.PathAndQuery : otherwise;
        http.Response.Headers.Location = back;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
