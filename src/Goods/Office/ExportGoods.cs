using System.Text;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>The shop's goods as a table for its own programs: a line for each variant.</summary>
internal sealed class ExportGoods(AppDb db, Seats seats)
{
    private const int Most = 20_000;
    private static readonly string[] Head = ["product", "title_zh", "title_en", "brand", "category", "state", "sku", "variant_zh", "variant_en", "code", "price", "currency", "on_hand", "held", "sold", "changed"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/office/goods.csv", async (Caller caller, ExportGoods export) => await export.File(caller))
            .WithName("exportGoods").WithSummary("The shop's goods as CSV, a line for each variant").WithTags("office").Produces<string>(200, "text/csv").ProducesProblem(404);
        routes.MapGet("/office/goods.csv", async (HttpContext http, ExportGoods export) => await export.File(http.Caller())).ExcludeFromDescription();
    }

    private async Task<IResult> File(Caller caller) => TypedResults.File(Encoding.UTF8.GetBytes(await Run(caller)), "text/csv; charset=utf-8", "goods.csv");

    public async Task<string> Run(Caller caller)
    {
        var shop = (await seats.Of(caller)).ShopId;
        var rows = await (from s in db.Set<Sku>().AsNoTracking().Where(s => !s.Retired)
                          join p in db.Set<Product>().Where(p => p.MerchantId == shop) on s.ProductId equals p.Id
                          join c in db.Set<Category>() on p.CategoryId equals c.Id
                          join r in db.Set<StockRow>() on s.Id equals r.Id
                          orderby p.Id, s.Position
                          select new { Product = p, Sku = s, Category = c.Slug, r.OnHand, r.Held }).Take(Most).ToListAsync();
        var csv = new Csv().Line(Head);
        foreach (var r in rows)
        {
            var variant = r.Product.VariantOf(r.Sku);
            csv.Line(new Id(r.Product.Id).ToString(), r.Product.Title.Zh, r.Product.Title.En, r.Product.Brand, r.Category, r.Product.State.ToString(), new Id(r.Sku.Id).ToString(), variant.Zh, variant.En, r.Sku.Code,
                Csv.Plain(r.Sku.Price), r.Sku.Price.Currency, r.OnHand.ToString(), r.Held.ToString(), r.Product.Sold.ToString(), Face.Minute(r.Product.ChangedAt));
        }
        return csv.ToString();
    }
}
