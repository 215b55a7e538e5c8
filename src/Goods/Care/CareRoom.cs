using Kaki.Goods.Merchants;
using Kaki.Goods.Reviews;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Goods.Care;

internal static class CareRoom
{
    public static void Services(IServiceCollection services)
    {
        services.AddScoped(s => new ListShops(s.GetRequiredService<AppDb>()));
        services.AddScoped<IInvariant, StockAddsUp>().AddScoped<IInvariant, HeldForOpenOrders>().AddScoped<IInvariant, OrdersAddUp>().AddScoped<IInvariant, PaidOrdersHavePayments>();
        services.AddScoped<IAwaitsDecision, ParkedPaymentsAwait>().AddScoped<IAwaitsDecision, ParkedRefundsAwait>().AddScoped<IAwaitsDecision, ReportedReviewsAwait>().AddScoped<IDayNumbers, TradeOfDay>();
    }
}
