using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Goods.Payments.Sandbox;

/// <summary>The shop's side of the test bank. It crosses over in a scope of its own, as a call over the network would.</summary>
internal sealed class SandboxProvider(IServiceScopeFactory scopes, SandboxKeys keys, TimeProvider clock) : IPaymentProvider
{
    public const string ProviderName = "sandbox";
    public string Name => ProviderName;

    public Task<Opened> Begin(long paymentId, Money amount, string returnUrl, CancellationToken cancel) => Cross(async bank =>
    {
        var charge = new Id(await bank.Open(new Id(paymentId).ToString(), amount, returnUrl, cancel)).ToString();
        return new Opened(charge, $"/sandbox-pay/{charge}?t={keys.TokenOf(charge)}");
    });

    public Task<ChargeNews> Query(string reference, CancellationToken cancel) => Cross(async bank =>
    {
        var charge = await bank.Find(Id.Parse(reference), cancel) ?? throw new HttpRequestException($"The bank knows no charge {reference}.");
        return NewsOf(charge.StateAt(Instant.Now(clock)), charge.State == ChargeState.Paid ? charge.Paid : charge.Amount);
    });

    public Task Refund(string reference, long refundId, Money amount, CancellationToken cancel) =>
        Cross(async bank => { await bank.Refund(Id.Parse(reference), new Id(refundId).ToString(), amount, cancel); return true; });

    public WebhookNews Verify(IHeaderDictionary headers, string body, Instant now)
    {
        var message = StandardWebhook.Require(keys.Secret, headers, body, now);
        try
        {
            var told = JsonSerializer.Deserialize<SandboxMessage>(body, SandboxMessage.Json) ?? throw StandardWebhook.Forged();
            if (told.Data is null || !Enum.TryParse<ChargeState>(told.Data.State, true, out var state) || !Id.TryParse(told.Data.Reference, out var payment)) throw StandardWebhook.Forged();
            return new(message, payment, NewsOf(state, new Money(told.Data.Amount, told.Data.Currency)));
        }
        catch (JsonException)
        {
            throw StandardWebhook.Forged();
        }
    }

    private static ChargeNews NewsOf(ChargeState state, Money amount) => new(state switch { ChargeState.Paid => ChargeStatus.Paid, ChargeState.Failed => ChargeStatus.Failed, _ => ChargeStatus.Open }, amount);

    private async Task<T> Cross<T>(Func<SandboxBank, Task<T>> call)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<SandboxBank>());
    }
}

/// <summary>What the test bank tells: <c>{"type":"charge.paid","data":{"charge":…,"reference":…,"state":"paid","amount":…,"currency":…}}</c>.</summary>
internal sealed record SandboxMessage(string Type, SandboxMessage.ChargeData Data)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    public sealed record ChargeData(string Charge, string Reference, string State, long Amount, string Currency);
}
