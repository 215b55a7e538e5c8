using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>The shelves of the market, two levels, in their order.</summary>
internal sealed class ListCategories(AppDb db)
{
    public const int Most = 500;

    public sealed record Attribute(string Key, string Name, AttributeKind Kind, bool Required, string? Unit, IReadOnlyList<string> Choices);
    public sealed record Shelf(Id Id, Id? ParentId, string Slug, string Name, IReadOnlyList<Attribute> Attributes, long Version);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/categories", async (Caller caller, ListCategories list) => TypedResults.Ok(new Page<Shelf>(await list.Run(caller), null)))
            .WithName("listCategories").WithSummary("Categories of goods with their attribute templates").WithTags("goods");

    public async Task<IReadOnlyList<Shelf>> Run(Caller caller) => [.. (await All()).Select(c => new Shelf(c.Id, c.ParentId, c.Slug, c.Name.For(caller), [.. c.Attributes.Select(a => Shown(a, caller))], c.Version))];

    /// <summary>Each followed by those below it.</summary>
    public async Task<List<Category>> All()
    {
        var all = await db.Set<Category>().AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Id).Take(Most).ToListAsync();
        var below = all.ToLookup(c => c.ParentId);
        return [.. below[null].SelectMany(top => below[top.Id].Prepend(top))];
    }

    private static Attribute Shown(AttributeTemplate a, Caller caller) =>
        new(a.Key, a.Name.For(caller), a.Kind, a.Required, a.Unit, [.. (a.Choices ?? []).Select(c => c.For(caller))]);
}
