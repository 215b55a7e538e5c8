using Kaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Kaki.Goods.Payments;

internal enum ChargeStatus { Open, Paid, Failed }

/// <summary>What a bank says of a payment: its state, and how much really came.</summary>
internal sealed record ChargeNews(ChargeStatus Status, Money Amount);

/// <summary>News that came by webhook: which message it was, and which payment it is about.</summary>
internal sealed record WebhookNews(string MessageId, long PaymentId, ChargeNews Charge);

internal sealed record Opened(string Reference, string RedirectUrl);

/// <summary>
/// A bank. Every call may be repeated: under one payment id there is one charge, under one refund id one refund.
/// Never called inside a database transaction: it may take its time, and what it did cannot be rolled back.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>As it is stored and stands in the webhook's address.</summary>
    string Name { get; }

    /// <summary>Opens the charge, or finds the one opened before, and says where the buyer pays.</summary>
    Task<Opened> Begin(long paymentId, Money amount, string returnUrl, CancellationToken cancel);

    Task<ChargeNews> Query(string reference, CancellationToken cancel);

    /// <summary>Returns when the bank has taken it on; throws where it has not.</summary>
    Task Refund(string reference, long refundId, Money amount, CancellationToken cancel);

    /// <summary>Reads a webhook of this bank.</summary>
    /// <exception cref="Kernel.Refusals.Refusal"><c>payment.signature</c> where it is forged, too old or unreadable.</exception>
    WebhookNews Verify(IHeaderDictionary headers, string body, Instant now);
}
