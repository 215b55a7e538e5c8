using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Kernel.Http;

/// <summary>Where a browser goes after a form was taken: on with a GET (303), so that a reload sends nothing again.</summary>
public static class GoingOn
{
    /// <summary>To the page of this site the person came from, else to <paramref name="otherwise"/>.</summary>
    public static StatusCodeHttpResult Back(this HttpContext http, string otherwise) => http.SeeOther(LocalPath.Behind(http, otherwise));

    public static StatusCodeHttpResult SeeOther(this HttpContext http, string to)
    {
        http.Response.Headers.Location = to;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    public static StatusCodeResult SeeOther(this PageModel page, string to)
    {
        page.Response.Headers.Location = to;
        return new(StatusCodes.Status303SeeOther);
    }
}
