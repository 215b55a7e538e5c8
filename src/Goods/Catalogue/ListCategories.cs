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
    public sealed record Shelf(Id Id, Id? ParentId, string Slug, string Name, IReadOnlyList<Attribute> Attributes);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/categories", async (Caller caller, ListCategories list) => TypedResults.Ok(new Page<Shelf>(await list.Run(caller), null)))
            .WithName("listCategories").WithSummary("Categories of goods with their attribute templates").WithTags("goods");

    public async Task<IReadOnlyList<Shelf>> Run(Caller caller) => [.. (await All()).Select(c => new Shelf(c.Id, c.ParentId, c.Slug, c.Name.For(caller), [.. c.Attributes.Select(a => Shown(a, caller))]))];

    public Task<List<Category>> All() => db.Set<Category>().AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Id).Take(Most).ToListAsync();

    private static Attribute Shown(AttributeTemplate a, Caller caller) =>
        new(a.Key, a.Name.For(caller), a.Kind, a.Required, a.Unit, [.. (a.Choices ?? []).Select(c => c.For(caller))]);
}
