using Kaki.Goods;
using Kaki.Kernel.Data;

namespace Kaki.Host.Demo;

/// <summary>The categories a new site begins with, the demo's: without any no shop could make a product. They are the operator's to change.</summary>
internal static class FirstShelves
{
    public static async Task Put(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        if (await IsThere(scope.ServiceProvider)) return;
        await scope.ServiceProvider.GetRequiredService<BringGoods>().FirstCategories(DemoGoods.Shelves(DemoContent.Shelves()));
    }

    // Plain SQL: every start asks this, and it waits for no model.
    private static async Task<bool> IsThere(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<DatabaseSettings>().Open();
        return (await db.Column<long>("select id from goods_categories limit 1", [])).Count > 0;
    }
}
