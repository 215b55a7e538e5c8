using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Pictures;

/// <summary>What pictures are sent to takes very large bodies (<see cref="TakesPicturesAttribute"/>): of a stranger's not a byte is read.</summary>
public sealed class PicturesFromMembers(RequestDelegate next)
{
    public Task Invoke(HttpContext http) => IsRead(http) || http.Caller().MemberId is not null || http.GetEndpoint()?.Metadata.GetMetadata<TakesPicturesAttribute>() is null ? next(http) : throw Refusal.SignIn();

    private static bool IsRead(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
}
