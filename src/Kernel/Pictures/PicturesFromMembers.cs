using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Pictures;

/// <summary>What pictures are sent to takes very large bodies (<see cref="TakesPicturesAttribute"/>): of a stranger's not a byte is read.</summary>
public sealed class PicturesFromMembers(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        if (IsRead(http) || http.Caller().MemberId is not null || http.GetEndpoint()?.Metadata.GetMetadata<TakesPicturesAttribute>() is null) return next(http);
        http.Request.Form = FormCollection.Empty; // the page that says so would look into the form
        throw Refusal.SignIn();
    }

    private static bool IsRead(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
}
