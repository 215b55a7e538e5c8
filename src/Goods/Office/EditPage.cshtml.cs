using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>
/// The product form. Works without script: "build the variants" posts it, and it comes back with a row for each combination;
/// saving is another button of the same form.
/// </summary>
[TakesPictures]
internal sealed class EditPageModel(AppDb db, Seats seats, ListCategories categories, SaveProduct save, PutOnSale put, PriceHistory history, AddPicture add, Words words) : PageModel, IShowAgain
{
    public const int BlankValues = 3;
    private Product? read;

    public Seat Seat { get; private set; } = null!;
    public ProductForm Form { get; private set; } = new();
    public IReadOnlyList<Category> Categories { get; private set; } = [];
    public Category? Category { get; private set; }
    public Id? ProductId { get; private set; }
    public ProductState State { get; private set; }
    public IReadOnlyList<(Id Id, string Colour, string Alt)> Pictures { get; private set; } = [];
    public IReadOnlyDictionary<string, (Id Sku, int Free, long Lowest)> Known { get; private set; } = new Dictionary<string, (Id, int, long)>();

    public async Task OnGet(Id? id, string? category)
    {
        var caller = HttpContext.Caller();
        ProductId = id;
        Seat = await seats.Of(caller);
        var product = id is null ? null : await Read(id.Value);
        Form = product is null ? ProductForm.Blank() : ProductForm.Of(product, await Variants(product));
        if (product is null && Id.TryParse(category, out var chosen)) Form.CategoryId = chosen;
        await Fill(caller);
    }

    public async Task<IActionResult> OnPost(Id? id)
    {
        var caller = HttpContext.Caller();
        ProductId = id;
        Seat = await seats.Of(caller);
        Form = ProductForm.Read(Request.Form);
        foreach (var file in Request.Form.Files.Where(f => f.Length > 0).Take(Product.MostPictures)) // without script the files come with the form
        {
            await using var content = file.OpenReadStream();
            Form.Pictures.Add(new((await add.Run(caller, content, PicturePurpose.Goods, file.Length, HttpContext.RequestAborted)).Id, ""));
        }
        if (Form.Act == "variants")
        {
            Form.Build(sellNew: true);
            await Fill(caller);
            return Page();
        }
        long? of = id?.Value;
        var said = await db.Set<ProductPicture>().AsNoTracking().Where(p => p.ProductId == of).ToDictionaryAsync(p => p.PictureId, p => p.Alt);
        return this.SeeOther($"/office/goods/{await Save(caller, id, Form.Input(Seat.Merchant.Currency, said))}?done=saved");
    }

    // In one write: what is not put on sale because something is missing is not saved as a draft either, which the form, shown again, would not know of.
    private Task<Id> Save(Caller caller, Id? id, SaveProduct.Input input) => db.Write(async () =>
    {
        var saved = await save.Run(caller, id, input);
        if (Form.Act is "on" or "off") await put.Run(caller, new([saved.Id], Form.Act == "on"));
        return saved.Id;
    });

    public async Task Fill(Caller caller)
    {
        Seat ??= await seats.Of(caller);
        Categories = await categories.All();
        Category = Categories.FirstOrDefault(c => c.Id == Form.CategoryId) ?? Categories.FirstOrDefault(c => Categories.All(below => below.ParentId != c.Id));
        var shots = Form.Pictures.Select(p => p.Id.Value).ToArray();
        var colours = await db.Set<Picture>().AsNoTracking().Where(p => shots.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Colour);
        Pictures = [.. Form.Pictures.Where(p => colours.ContainsKey(p.Id)).Select(p => (p.Id, colours[p.Id], p.Alt))];
        (ViewData["Seat"], ViewData["Here"], ViewData["Above"]) = (Seat, "/office/goods", ("/office/goods", words["office.goods"].Value));
        ViewData["Title"] = ProductId is null ? words["office.new"].Value : new Text2(Form.TitleZh, Form.TitleEn).ToString();
        if (ProductId is not { } id) return;
        var product = await Read(id);
        State = product.State;
        Form.Version ??= product.Version;
        var skus = await db.Set<Sku>().AsNoTracking().Where(s => s.ProductId == product.Id).Select(s => new { Sku = s, Free = db.Set<StockRow>().Where(r => r.Id == s.Id).Select(r => r.OnHand - r.Held).FirstOrDefault() }).ToListAsync();
        var lowest = await history.Lowest([.. skus.Select(s => s.Sku.Id)]);
        Known = skus.ToDictionary(s => ProductForm.Name(product, s.Sku), s => (new Id(s.Sku.Id), s.Free, lowest.GetValueOrDefault(s.Sku.Id)));
    }

    private async Task<Product> Read(long id) => read ??=
        await db.Set<Product>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.MerchantId == Seat.ShopId) ?? throw Refusal.Missing();

    private async Task<(List<Sku>, List<ProductPicture>)> Variants(Product product) => (
        await db.Set<Sku>().AsNoTracking().Where(s => s.ProductId == product.Id && !s.Retired).OrderBy(s => s.Position).ToListAsync(),
        await db.Set<ProductPicture>().AsNoTracking().Where(p => p.ProductId == product.Id).OrderBy(p => p.Position).ToListAsync());
}
