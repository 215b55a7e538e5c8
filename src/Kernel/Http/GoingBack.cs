using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Http;

public static class GoingBack
{
    /// <summary>After a plain form: to the page of this site the person came from (303), else to <paramref name="otherwise"/>.</summary>
    public static IResult Back(this HttpContext http, string otherwise)
    {
        http.Response.Headers.Location = LocalPath.Behind(http, otherwise);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
