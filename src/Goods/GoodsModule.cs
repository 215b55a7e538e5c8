using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Office;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Words;
using Kaki.People;
using Microsoft.AspNetCore.Routing;
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
        Care.CareRoom.Services(services);
        // Their constructors are internal, which the container does not see by itself.
        services.AddScoped(s => new GoodsReads(s.GetRequiredService<AppDb>(), s.GetRequiredService<TimeProvider>()));
        services.AddScoped(s => new OpenShop(s.GetRequiredService<AppDb>(), s.GetRequiredService<PeopleReads>(), s.GetRequiredService<TimeProvider>()));
        services.AddScoped(s => new BringReviews(s.GetRequiredService<AppDb>(), s.GetRequiredService<Kernel.Imports.BroughtBook>(), s.GetRequiredService<PastOrders>()));
        services.AddScoped(s => new BringGoods(s.GetRequiredService<Kernel.Data.AppDb>(), s.GetRequiredService<Kernel.Imports.BroughtBook>(), s.GetRequiredService<StockBook>(), s.GetRequiredService<TimeProvider>()));
        services.AddScoped<ISitemapPart, GoodsInSitemap>().AddScoped<ISitemapPart, ShopsInSitemap>().AddScoped<ISitemapPart, CategoriesInSitemap>();
        services.AddScoped<Seats>().AddScoped<EditShop>().AddScoped<SetShipping>().AddScoped<KeepStaff>().AddScoped<ShowShop>();
        services.AddScoped<ListCategories>().AddScoped<PutCategory>().AddScoped<ListGoods>().AddScoped<ShowProduct>().AddScoped<SuggestGoods>().AddScoped<PriceHistory>().AddScoped<PickSku>();
        services.AddScoped<StockBook>().AddScoped<CountStock>().AddScoped<ListStock>();
        services.AddScoped<SaveProduct>().AddScoped<PutOnSale>().AddScoped<OfficeGoods>().AddScoped<ExportGoods>();
        services.AddSingleton(s => new GoodsCards(s.GetRequiredService<Words>(), s.GetRequiredService<System.Text.Encodings.Web.HtmlEncoder>()));
        services.AddScoped<ListReviews>().AddScoped<WriteReview>().AddScoped<ChangeReview>().AddScoped<ReplyToReview>().AddScoped<MarkHelpful>().AddScoped<ReportReview>();
        services.AddScoped<ModerateReview>().AddScoped<ReviewsToModerate>();
        services.AddScoped<IPictureUse, PicturesOfGoods>();
        services.AddBuying(configuration);
    }

    public void Routes(IEndpointRouteBuilder routes)
    {
        ListCategories.Map(routes);
        PutCategory.Map(routes);
        ListGoods.Map(routes);
        SuggestGoods.Map(routes);
        ShowProduct.Map(routes);
        PriceHistory.Map(routes);
        OpenShop.Map(routes);
        ListShops.Map(routes);
        ShowShop.Map(routes);
        EditShop.Map(routes);
        SetShipping.Map(routes);
        KeepStaff.Map(routes);
        SaveProduct.Map(routes);
        PutOnSale.Map(routes);
        OfficeGoods.Map(routes);
        ExportGoods.Map(routes);
        ListStock.Map(routes);
        CountStock.Map(routes);
        ListReviews.Map(routes);
        WriteReview.Map(routes);
        ChangeReview.Map(routes);
        ReplyToReview.Map(routes);
        MarkHelpful.Map(routes);
        ReportReview.Map(routes);
        ModerateReview.Map(routes);
        ReviewsToModerate.Map(routes);
        routes.MapBuying();
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
        OrderServices.MapBuying(model);
        Review.Map(model);
    }
}
