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

    /// <param name="Parent">The one it lies below, by its short name; null at the top.</param>
    /// <param name="Version">As it was read, for changes; another one is refused.</param>
    public sealed record Input(Text2 Name, string? Parent, int Position, IReadOnlyList<AttributeTemplate>? Attributes, long? Version = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/categories/{slug}", async (string slug, Input input, Caller caller, PutCategory put) => { await put.Run(caller, slug, input); return TypedResults.NoContent(); })
            .WithName("putCategory").WithSummary("Add or change a category (operators)").WithTags("goods").ProducesProblem(403);

    /// <param name="adding">A short name that is taken is refused, not changed.</param>
    public async Task<long> Run(Caller caller, string slug, Input input, bool adding = false)
    {
        if (!caller.May(Rights.Operate)) { _ = caller.Member; throw Refusal.Forbidden(); }
        if (!Shape().IsMatch(slug)) throw Refusal.Invalid("slug", "goods.category.slug");
        var name = input.Name.Checked("name", 40);
        var attributes = Checked(input.Attributes ?? []);
        try
        {
            return await Put(caller, slug, input, name, attributes, adding);
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            throw Refusal.Invalid("slug", "goods.category.taken"); // another operator added it at the same moment
        }
    }

    private Task<long> Put(Caller caller, string slug, Input input, Text2 name, List<AttributeTemplate> attributes, bool adding) => db.Write(async () =>
    {
        var category = await db.Set<Category>().SingleOrDefaultAsync(c => c.Slug == slug);
        if (category is not null && adding) throw Refusal.Invalid("slug", "goods.category.taken");
        if (category is not null && input.Version is { } read && read != category.Version) throw Refusal.Changed();
        var parent = await Above(input.Parent, category);
        if (category is null) db.Add(category = await Fresh(slug));
        else await Keep(category, attributes);
        (category.ParentId, category.Name, category.Position, category.Attributes) = (parent?.Id, name, input.Position, attributes);
        Audit.Add(db, caller, "category.put", $"category:{slug}", null);
        return category.Id;
    });

    // Two levels: nothing lies below what lies below another, and what others lie below stays at the top.
    private async Task<Category?> Above(string? slug, Category? category)
    {
        if (slug is not { Length: > 0 }) return null;
        var parent = await db.Set<Category>().SingleOrDefaultAsync(c => c.Slug == slug);
        var isAbove = category is not null && await db.Set<Category>().AnyAsync(c => c.ParentId == category.Id);
        return parent is null || parent.ParentId is not null || parent.Id == category?.Id || isAbove ? throw Refusal.Invalid("parent", "goods.category.parent") : parent;
    }

    private async Task<Category> Fresh(string slug) =>
        await db.Set<Category>().CountAsync() >= ListCategories.Most ? throw new Refusal("goods.category.many", 422, ListCategories.Most) : new() { Id = db.NextId(), Slug = slug };

    // What a product says of a choice is its place in the list: while there are goods, choices are renamed and added to, never taken out or moved.
    private async Task Keep(Category category, List<AttributeTemplate> now)
    {
        var spoiled = category.Attributes.FirstOrDefault(old => now.Find(a => a.Key == old.Key) is { } a && (a.Kind != old.Kind || (a.Choices?.Count ?? 0) < (old.Choices?.Count ?? 0) || Moves(old.Choices ?? [], a.Choices ?? [])));
        if (spoiled is not null && await db.Set<Product>().AnyAsync(p => p.CategoryId == category.Id)) throw Refusal.Invalid("attributes", "goods.category.in_use", spoiled.Name);
    }

    private static bool Moves(IReadOnlyList<Text2> before, IReadOnlyList<Text2> now) => before.Where((c, i) => !Same(c, now[i]) && now.Any(n => Same(c, n))).Any();

    private static bool Same(Text2 a, Text2 b) => a.Zh.Length > 0 && a.Zh == b.Zh || a.En.Length > 0 && a.En == b.En;

    private static List<AttributeTemplate> Checked(IReadOnlyList<AttributeTemplate> given)
    {
        if (given.Count > MostAttributes || given.DistinctBy(a => a.Key).Count() != given.Count) throw Refusal.Invalid("attributes", "goods.category.attributes", MostAttributes);
        return [.. given.Select(a =>
        {
            if (a.Key is null || !Key().IsMatch(a.Key) || a.Unit is { Length: > 12 }) throw Refusal.Invalid("attributes", "goods.category.attributes", MostAttributes);
            var choices = (a.Choices ?? []).Select(c => c.Checked("attributes", 40)).ToList();
            if (a.Kind == AttributeKind.Choice ? choices.Count is 0 or > MostChoices : choices.Count > 0) throw Refusal.Invalid("attributes", "goods.category.choices", MostChoices);
            return a with { Name = a.Name.Checked("attributes", 40), Choices = a.Kind == AttributeKind.Choice ? choices : null };
        })];
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,38}\z")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,38}\z")]
    private static partial Regex Key();
}
