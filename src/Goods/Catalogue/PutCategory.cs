using System.Text.RegularExpressions;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>An operator adds a category, or changes its name, place and what its goods must state.</summary>
internal sealed partial class PutCategory(AppDb db)
{
    private const int MostAttributes = 30, MostChoices = 60;

    public sealed record Input(Text2 Name, string? Parent, int Position, IReadOnlyList<AttributeTemplate>? Attributes);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/categories/{slug}", async (string slug, Input input, Caller caller, PutCategory put) => { await put.Run(caller, slug, input); return TypedResults.NoContent(); })
            .WithName("putCategory").WithSummary("Add or change a category (operators)").WithTags("goods").ProducesProblem(403);

    public async Task<long> Run(Caller caller, string slug, Input input)
    {
        if (!caller.May(Rights.Operate)) { _ = caller.Member; throw Refusal.Forbidden(); }
        if (!Shape().IsMatch(slug)) throw Refusal.Invalid("slug", "goods.category.slug");
        var name = input.Name.Checked("name", 40);
        var attributes = Checked(input.Attributes ?? []);
        return await db.Write(async () =>
        {
            var parent = input.Parent is { Length: > 0 } above ? await db.Set<Category>().SingleOrDefaultAsync(c => c.Slug == above) ?? throw Refusal.Invalid("parent", "goods.category.parent") : null;
            if (parent?.ParentId is not null || parent?.Slug == slug) throw Refusal.Invalid("parent", "goods.category.parent");
            var category = await db.Set<Category>().SingleOrDefaultAsync(c => c.Slug == slug);
            if (category is null)
            {
                if (await db.Set<Category>().CountAsync() >= ListCategories.Most) throw new Refusal("goods.category.many", 422, ListCategories.Most);
                category = new Category { Id = db.NextId(), Slug = slug, ParentId = parent?.Id };
                db.Add(category);
            }
            (category.Name, category.Position, category.Attributes) = (name, input.Position, attributes);
            Audit.Add(db, caller, "category.put", $"category:{slug}", null);
            return category.Id;
        });
    }

    private static List<AttributeTemplate> Checked(IReadOnlyList<AttributeTemplate> given)
    {
        if (given.Count > MostAttributes || given.DistinctBy(a => a.Key).Count() != given.Count) throw Refusal.Invalid("attributes", "goods.category.attributes", MostAttributes);
        return [.. given.Select(a =>
        {
            if (a.Key is null || !Shape().IsMatch(a.Key) || a.Unit is { Length: > 12 }) throw Refusal.Invalid("attributes", "goods.category.attributes", MostAttributes);
            var choices = (a.Choices ?? []).Select(c => c.Checked("attributes", 40)).ToList();
            if (a.Kind == AttributeKind.Choice ? choices.Count is 0 or > MostChoices : choices.Count > 0) throw Refusal.Invalid("attributes", "goods.category.choices", MostChoices);
            return a with { Name = a.Name.Checked("attributes", 40), Choices = a.Kind == AttributeKind.Choice ? choices : null };
        })];
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,38}$")]
    private static partial Regex Shape();
}
