using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Goods.Payments;

/// <summary>A bank tells of a payment. Answered 204 once it is committed, also when it was known before; a forged one changes nothing.</summary>
internal sealed class ReceiveWebhook(SettlePayment settle, IEnumerable<IPaymentProvider> providers, TimeProvider clock)
{
    private const int MostBody = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/payments/{provider}/webhook", async (string provider, HttpContext http, ReceiveWebhook receive) => { await receive.Run(provider, http); return TypedResults.NoContent(); })
            .WithName("receivePaymentWebhook").WithSummary("News of a payment provider, signed as in Standard Webhooks").WithTags("payments").ProducesProblem(401).ProducesProblem(404);

    public async Task Run(string name, HttpContext http)
    {
        var provider = providers.FirstOrDefault(p => p.Name == name) ?? throw Refusal.Missing();
        var body = await Read(http);
        var news = provider.Verify(http.Request.Headers, body, Instant.Now(clock));
        if (await settle.Run(news.PaymentId, news.Charge, "webhook", $"{name}:{news.MessageId}") is null) throw Refusal.Missing();
    }

    private static async Task<string> Read(HttpContext http)
    {
        if (http.Request.ContentLength is > MostBody) throw new Refusal("body.too_large", 413);
        var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int n;
        while ((n = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (buffer.Length + n > MostBody) throw new Refusal("body.too_large", 413);
            buffer.Write(chunk, 0, n);
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
