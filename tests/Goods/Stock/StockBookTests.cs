using Kaki.Goods.Stock;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Stock;

public class StockBookTests
{
    [Theory, BothDatabases]
    public async Task Parallel_holds_never_promise_more_than_lies_there(Provider provider)
    {
        var site = TestSite.On(provider);
        var sku = await Variant(site, pieces: 10);
        var held = await Task.WhenAll(Enumerable.Range(1, 30).Select(order => In(site, book => book.Hold(sku, 1, order))));
        held.Count(h => h).ShouldBe(10);
        (await Row(site, sku)).ShouldBe((10, 10));
    }

    [Theory, BothDatabases]
    public async Task Whatever_moves_in_whatever_order_the_row_is_the_sum_of_its_lines(Provider provider)
    {
        var site = TestSite.On(provider);
        var sku = await Variant(site, pieces: 20);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async worker =>
        {
            var chance = new Random(worker * 7919 + (int)provider);
            for (var i = 0; i < 12; i++)
            {
                var n = chance.Next(1, 5);
                await In(site, async book => chance.Next(4) switch
                {
                    0 => await book.Return(sku, n, i),
                    1 => await book.Take(sku, n, i),
                    2 => await book.Receive(sku, n, 1).ContinueWith(t => t.IsCompletedSuccessfully),
                    _ => await book.Hold(sku, n, i),
                });
            }
        }));
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var lines = await db.Set<StockMovement>().AsNoTracking().Where(m => m.SkuId == sku).OrderBy(m => m.Id).ToListAsync();
        var row = await db.Set<StockRow>().AsNoTracking().SingleAsync(r => r.Id == sku);
        lines.Count.ShouldBeGreaterThan(10);
        (row.OnHand, row.Held).ShouldBe((lines.Sum(l => l.OnHandChange), lines.Sum(l => l.HeldChange)));
        lines.ShouldAllBe(l => l.Held >= 0 && l.OnHand >= l.Held);
    }

    [Theory, BothDatabases]
    public async Task The_database_itself_refuses_to_promise_what_is_not_there(Provider provider)
    {
        var site = TestSite.On(provider);
        var sku = await Variant(site, pieces: 3);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlAsync($"update goods_stock set held = 4 where id = {sku}"));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlAsync($"update goods_stock set held = -1 where id = {sku}"));
    }

    [Theory, BothDatabases]
    public async Task A_count_below_what_is_promised_is_refused_and_changes_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        var sku = await Variant(site, pieces: 5);
        await In(site, book => book.Hold(sku, 4, 1));
        (await Should.ThrowAsync<Refusal>(() => In(site, async book => { await book.Correct(sku, 3, 1); return true; }))).Code.ShouldBe("goods.stock.promised");
        await In(site, async book => { await book.Correct(sku, 4, 1); return true; });
        (await Row(site, sku)).ShouldBe((4, 4));
    }

    [Theory, BothDatabases]
    public async Task More_than_was_held_neither_comes_back_nor_goes_out(Provider provider)
    {
        var site = TestSite.On(provider);
        var sku = await Variant(site, pieces: 5);
        await In(site, book => book.Hold(sku, 2, 1));
        (await In(site, book => book.Return(sku, 3, 1))).ShouldBeFalse();
        (await In(site, book => book.Take(sku, 3, 1))).ShouldBeFalse();
        (await Row(site, sku)).ShouldBe((5, 2));
    }

    private static async Task<long> Variant(TestSite site, int pieces)
    {
        var shop = await TestShop.Open(site);
        var id = await shop.Sell(await shop.Body(stock: pieces));
        return TestShop.Id((await shop.Product(id)).GetProperty("skus")[0].GetProperty("id").GetString()!);
    }

    private static async Task<bool> In(TestSite site, Func<StockBook, Task<bool>> act)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Write(() => act(scope.ServiceProvider.GetRequiredService<StockBook>()));
    }

    private static async Task<(int, int)> Row(TestSite site, long sku)
    {
        await using var scope = site.Scope();
        var row = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<StockRow>().AsNoTracking().SingleAsync(r => r.Id == sku);
        return (row.OnHand, row.Held);
    }
}
