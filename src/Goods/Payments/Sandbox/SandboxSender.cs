using System.Globalization;
using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Payments.Sandbox;

/// <summary>Sends the test bank's webhooks over HTTP, with retries, as a bank's own machines would.</summary>
internal sealed class SandboxSender(IServiceScopeFactory scopes, IHttpClientFactory clients, SandboxKeys keys, TimeProvider clock, ILogger<SandboxSender> log) : BackgroundService
{
    public const string Client = "sandbox-bank";
    private const int Batch = 20;
    private readonly SemaphoreSlim one = new(1, 1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await SendDue(Instant.Now(clock), stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                log.LogWarning(e, "The test bank could not send its webhooks");
            }
        }
    }

    /// <summary>Sends what is due by then, one after the other.</summary>
    public async Task SendDue(Instant by, CancellationToken cancel, long? charge = null)
    {
        await one.WaitAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var due = await db.Set<SandboxWebhook>().Where(w => w.State == SendState.Waiting && w.SendAt <= by && (charge == null || w.ChargeId == charge)).OrderBy(w => w.SendAt).ThenBy(w => w.Id).Take(Batch).ToListAsync(cancel);
            foreach (var webhook in due)
            {
                var error = await Send(webhook, cancel);
                if (error is null) webhook.Sent();
                else webhook.Retry(Instant.Now(clock), error);
            }
            if (due.Count > 0) await db.SaveChangesAsync(cancel);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<string?> Send(SandboxWebhook webhook, CancellationToken cancel)
    {
        try
        {
            var at = Instant.Now(clock).Time.ToUnixTimeSeconds();
            using var request = new HttpRequestMessage(HttpMethod.Post, keys.NotifyUrl) { Content = new StringContent(webhook.Body, Encoding.UTF8, "application/json") };
            request.Headers.Add(StandardWebhook.IdHeader, webhook.MessageId);
            request.Headers.Add(StandardWebhook.TimeHeader, at.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add(StandardWebhook.SignatureHeader, StandardWebhook.Sign(keys.Secret, webhook.MessageId, at, webhook.Body));
            using var answer = await clients.CreateClient(Client).SendAsync(request, cancel);
            return answer.IsSuccessStatusCode ? null : $"answered {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return e.Message;
        }
    }
}
