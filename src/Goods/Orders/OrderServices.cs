using Kaki.Goods.Addresses;
using Kaki.Goods.Cart;
using Kaki.Goods.Checkout;
using Kaki.Goods.Office;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Goods.Shipping;
using Kaki.Goods.Stock;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Schedule;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Goods.Orders;

/// <summary>The buying half of the floor: cart, addresses, checkout, orders, shipping, payments.</summary>
internal static class OrderServices
{
    public static IServiceCollection AddBuying(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(OrderSettings.From(configuration));
        services.AddScoped<Basket>().AddScoped<ReadCart>().AddScoped<AddToCart>().AddScoped<ChangeCart>().AddScoped<IBadge, CartBadge>();
        services.AddScoped<KeepAddress>().AddScoped<PlaceOrder>();
        services.AddScoped<ReadOrder>().AddScoped<ListOrders>().AddScoped<CancelOrder>().AddScoped<ReceiveOrder>().AddScoped<BuyAgain>().AddScoped<ShipParcel>();
        services.AddScoped<OrderReads>().AddScoped<OfficeOrders>().AddScoped<PastOrders>();
        services.AddScheduled<CancelUnpaid>().AddScheduled<CancelUnsent>().AddScheduled<ConfirmShipped>().AddScheduled<FinishReceived>().AddScheduled<PollPayments>().AddScheduled<SendRefunds>();
        services.AddScoped<StartPayment>().AddScoped<SettlePayment>().AddScoped<AskBank>().AddScoped<DecidePayment>().AddScoped<ReceiveWebhook>().AddScoped<ReturnFromPayment>();
        services.AddSingleton<SandboxKeys>().AddScoped<SandboxBank>().AddScoped<IPaymentProvider, SandboxProvider>();
        services.AddHttpClient(SandboxSender.Client, c => c.Timeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<SandboxSender>().AddHostedService(s => s.GetRequiredService<SandboxSender>());
        return services;
    }

    public static void MapBuying(this IEndpointRouteBuilder routes)
    {
        ReadCart.Map(routes);
        AddToCart.Map(routes);
        ChangeCart.Map(routes);
        KeepAddress.Map(routes);
        BuyNow.Map(routes);
        PlaceOrder.Map(routes);
        ListOrders.Map(routes);
        ReadOrder.Map(routes);
        StartPayment.Map(routes);
        CancelOrder.Map(routes);
        ReceiveOrder.Map(routes);
        BuyAgain.Map(routes);
        ShipParcel.Map(routes);
        OfficeOrders.Map(routes);
        ReceiveWebhook.Map(routes);
        ReturnFromPayment.Map(routes);
        DecidePayment.Map(routes);
        OrderReads.Map(routes);
    }

    public static void MapBuying(ModelBuilder model)
    {
        CartLine.Map(model);
        Address.Map(model);
        Order.Map(model);
        Parcel.Map(model);
        Payment.Map(model);
        SandboxCharge.Map(model);
    }
}
