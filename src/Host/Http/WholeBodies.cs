using System.Text;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Kaki.Host.Http;

/// <summary>
/// Bodies nobody can read are refused here, whoever would have read them: letters of no alphabet, a page sent anything but a form,
/// a form that breaks off. A form that is not there is an empty one.
/// </summary>
internal sealed class WholeBodies(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        var request = http.Request;
        if (Refused.IsTelling(http) || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return next(http);
        if (!IsLegible(request)) throw new Refusal("body.type", 415);
        if (request.HasFormContentType) http.Features.Set<IFormFeature>(new WholeForm(http.Features.GetRequiredFeature<IFormFeature>()));
        else if (request.Path.StartsWithSegments("/api")) return next(http);
        else if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && request.ContentLength != 0) throw new Refusal("body.type", 415);
        else http.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        return next(http);
    }

    private static bool IsLegible(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue) return true;
        try
        {
            return Encoding.GetEncoding(type.Charset.Value.Trim('"')).CodePage != 65000;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException) // UTF-7 is known, and refused
        {
            return false;
        }
    }

    private sealed class WholeForm(IFormFeature form) : IFormFeature
    {
        public bool HasFormContentType => form.HasFormContentType;
        public IFormCollection? Form { get => form.Form; set => form.Form = value; }

        public IFormCollection ReadForm() => ReadFormAsync(CancellationToken.None).GetAwaiter().GetResult();

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancel)
        {
            try
            {
                return await form.ReadFormAsync(cancel);
            }
            catch (Exception e) when (e is InvalidDataException || e is IOException and not BadHttpRequestException && !cancel.IsCancellationRequested)
            {
                throw new Refusal("body.malformed", 400);
            }
        }
    }
}
