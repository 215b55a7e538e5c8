using Kaki.Goods.Addresses;
using Kaki.Goods.Cart;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Goods.Shipping;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Goods;

/// <summary>What is sold: merchants, catalogue, stock, carts, orders, payments, reviews.</summary>
public sealed class GoodsModule : IModule
{
    public string Name => "goods";
    public int Floor => 4;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<GoodsReads>();
        services.AddScoped<StockBook>();
        services.AddScoped(s => new BringGoods(s.GetRequiredService<Kernel.Data.AppDb>(), s.GetRequiredService<Kernel.Imports.BroughtBook>(), s.GetRequiredService<StockBook>(), s.GetRequiredService<TimeProvider>()));
    }

    public void Model(ModelBuilder model)
    {
        Merchant.Map(model);
        Staff.Map(model);
        ShippingRule.Map(model);
        Category.Map(model);
        Product.Map(model);
        Sku.Map(model);
        ProductPicture.Map(model);
        StockRow.Map(model);
        CartLine.Map(model);
        Address.Map(model);
        Order.Map(model);
        Parcel.Map(model);
        Payment.Map(model);
        SandboxCharge.Map(model);
    }
}
