using Kaki.Goods.Payments;
using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Care;

/// <summary>The bank told of another sum than was asked.</summary>
internal sealed class ParkedPaymentsAwait(AppDb db) : IAwaitsDecision
{
    public string Item => "payments";
    public Rights Needed => Rights.Operate;
    public string Page => "/console/orders?State=parked";

    public Task<int> Count(CancellationToken cancel) => db.Set<Payment>().CountAsync(p => p.State == PaymentState.Parked, cancel);
}

/// <summary>The bank did not take a refund on, however often it was asked.</summary>
internal sealed class ParkedRefundsAwait(AppDb db) : IAwaitsDecision
{
    public string Item => "refunds";
    public Rights Needed => Rights.Operate;
    public string Page => "/console/orders?State=parked";

    public Task<int> Count(CancellationToken cancel) => db.Set<Refund>().CountAsync(r => r.State == RefundState.Parked, cancel);
}
