using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Http;

namespace Kaki.People.Sessions;

/// <summary>Finds out who asks, by cookie or bearer token, and tells the request. Runs after the language is known.</summary>
internal sealed class WhoAsks(RequestDelegate next, SessionBook book, SessionNews news)
{
    public async Task Invoke(HttpContext http)
    {
        var token = SessionToken.Of(http.Request, out var byHeader);
        var bearer = token is null ? null : await book.Find(token, http.RequestServices);
        if (bearer is null && byHeader && !Refused.IsTelling(http)) throw Refusal.SignIn();
        if (bearer is null && token is not null && !byHeader) SessionToken.Take(http);
        http.Features.Set(CallerOf(http, bearer));
        if (bearer is not null) http.Response.Headers.CacheControl = "private, no-store";
        if (bearer is not null && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) http.Response.OnStarting(() => Acted(http, bearer.MemberId));
        await next(http);
    }

    // Before the answer leaves: whoever has it may ask again at once, and sees what they did.
    private Task Acted(HttpContext http, long member) =>
        MemberShelf.IsUntouchedBy(http.GetEndpoint()) ? Task.CompletedTask : news.MemberActed(member).AsTask();

    private static Caller CallerOf(HttpContext http, Bearer? bearer)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        var address = AddressOf(http.Connection.RemoteIpAddress);
        return bearer is null
            ? new Caller(null, null, Rights.None, language, null, address, false)
            : new Caller(bearer.MemberId, bearer.Handle, Member.RightsOf(bearer.Role), language, bearer.SessionId, address, bearer.Journal);
    }

    // What one household or server has to itself counts as one: of IPv6 that is a whole /64.
    private static string AddressOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
