using System.Text;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Payments;

/// <summary>What the test bank says and is asked.</summary>
internal static class Bank
{
    /// <summary>Whatever it has to say is sent, also what it meant to send later.</summary>
    public static Task Told(TestSite site) => site.Services.GetRequiredService<SandboxSender>().SendDue(Instant.Now(TimeProvider.System).Plus(TimeSpan.FromMinutes(1)), CancellationToken.None);

    public static async Task Polled(TestSite site, Id order)
    {
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<AskBank>().About(await PaymentOf(site, order), "poll", CancellationToken.None);
    }

    public static async Task<long> PaymentOf(TestSite site, Id order)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Payment>().Where(p => p.OrderId == order.Value).OrderByDescending(p => p.Id).Select(p => p.Id).FirstAsync();
    }

    public static string Body(long payment, long amount) => $$$"""{"type":"charge.paid","data":{"charge":"1","reference":"{{{new Id(payment)}}}","state":"paid","amount":{{{amount}}},"currency":"CNY"}}""";

    public static async Task<HttpResponseMessage> Send(TestSite site, string id, string body, byte[]? secret = null, long? at = null, string? sent = null)
    {
        var time = at ?? TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments/sandbox/webhook") { Content = new StringContent(sent ?? body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time.ToString());
        request.Headers.Add("webhook-signature", StandardWebhook.Sign(secret ?? site.Services.GetRequiredService<SandboxKeys>().Secret, id, time, body));
        return await site.Browser().SendAsync(request);
    }
}
