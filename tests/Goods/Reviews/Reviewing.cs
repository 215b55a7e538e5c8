using System.Net.Http.Json;
using Kaki.Goods;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Reviews;

/// <summary>What a review needs before it can be written: something bought and received.</summary>
internal static class Reviewing
{
    public static Task<HttpResponseMessage> Write(TestPerson who, Id line, int stars = 4, string text = "Holds tea", string[]? pictures = null) =>
        who.Client.PostAsJsonAsync($"/api/v1/orders/lines/{line}/review", new { stars, text, pictures });

    public static async Task<string> Written(TestPerson who, Id line) => (await (await Write(who, line)).Json()).GetProperty("id").GetString()!;

    public static async Task<Id> OrderOf(TestSite site, Id line)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<OrderLine>().Where(l => l.Id == line.Value).Select(l => l.OrderId).SingleAsync();
    }

    // An order as checkout leaves it, paid, sent and perhaps received.
    public static async Task<Id> Line(TestShop shop, TestPerson buyer, string product, bool received, Id? beside = null)
    {
        var view = await shop.Product(product);
        var (sku, merchant) = (TestShop.Id(view.GetProperty("skus")[0].GetProperty("id").GetString()!), TestShop.Id(view.GetProperty("shop").GetProperty("id").GetString()!));
        await using var scope = shop.Site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (now, price) = (Instant.Now(TimeProvider.System), new Money(9900, "CNY"));
        var order = new Order { Id = db.NextId(), BuyerId = buyer.MemberId, Goods = price, Total = price, PlacedAt = now, PayBy = now.Plus(TimeSpan.FromMinutes(15)) };
        var part = new SubOrder { Id = db.NextId(), OrderId = order.Id, BuyerId = buyer.MemberId, MerchantId = merchant, Goods = price, Total = price, DispatchDays = 2, PlacedAt = now };
        var of = beside?.Value;
        var with = of is null ? null : await db.Set<OrderLine>().AsNoTracking().SingleAsync(l => l.Id == of);
        var line = new OrderLine
        {
            Id = db.NextId(), OrderId = with?.OrderId ?? order.Id, SubOrderId = with?.SubOrderId ?? part.Id, BuyerId = buyer.MemberId, MerchantId = merchant, ProductId = TestShop.Id(product), SkuId = sku,
            Title = new("杯子", "Cup"), Variant = new("白", "White"), Price = price, Quantity = 1,
        };
        order.Pay(now);
        part.Pay(now);
        line.Ship(1);
        part.Ship(all: true, now, TimeSpan.FromDays(7));
        if (received) part.Receive(now, TimeSpan.FromDays(7));
        if (with is null) db.AddRange(order, part);
        db.Add(line);
        await db.SaveChangesAsync();
        return line.Id;
    }
}
