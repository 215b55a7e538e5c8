using System.Text.RegularExpressions;
using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Console;

/// <summary>One category: its names, where it lies, and what its goods must state.</summary>
internal sealed partial class CategoryPageModel(ListCategories list, PutCategory put) : PageModel, IShowAgain
{
    private const int Blank = 2;

    /// <summary>An attribute as it is typed; one without a name is none.</summary>
    internal sealed class Field
    {
        /// <summary>Empty for a new one.</summary>
        public string? Key { get; set; }
        public string? NameZh { get; set; }
        public string? NameEn { get; set; }
        public AttributeKind Kind { get; set; }
        public bool Required { get; set; }
        public string? Unit { get; set; }

        /// <summary>A line each; the English ones beside them, in the same order.</summary>
        public string? ChoicesZh { get; set; }
        public string? ChoicesEn { get; set; }

        public bool IsBlank => string.IsNullOrWhiteSpace(NameZh) && string.IsNullOrWhiteSpace(NameEn);
    }

    [BindProperty] public string? NameZh { get; set; }
    [BindProperty] public string? NameEn { get; set; }
    [BindProperty] public string? Parent { get; set; }
    [BindProperty] public string? Position { get; set; }
    [BindProperty] public long? Version { get; set; }
    [BindProperty] public List<Field> Attributes { get; set; } = [];
    public IReadOnlyList<Category> Tops { get; private set; } = [];
    public Category It { get; private set; } = null!;

    public async Task OnGet(string slug)
    {
        await Find(slug);
        (NameZh, NameEn, Parent, Position, Version) = (It.Name.Zh, It.Name.En, Tops.FirstOrDefault(c => c.Id == It.ParentId)?.Slug, $"{It.Position}", It.Version);
        Attributes = [.. It.Attributes.Select(Typed)];
        AddBlank();
    }

    public async Task<IActionResult> OnPost(string slug)
    {
        await Find(slug);
        if (!int.TryParse(Position, out var position)) throw Refusal.Invalid("position", "goods.category.position");
        await put.Run(HttpContext.Caller(), slug, new(new(NameZh ?? "", NameEn ?? ""), Parent, position, Templates(), Version));
        return Redirect($"/console/categories/{slug}?done=category_put");
    }

    public Task Fill(Caller caller)
    {
        AddBlank();
        return Task.CompletedTask;
    }

    private async Task Find(string slug)
    {
        HttpContext.Caller().Require(Rights.Operate);
        var all = await list.All();
        It = all.Find(c => c.Slug == slug) ?? throw Refusal.Missing();
        Tops = [.. all.Where(c => c.ParentId is null && c.Id != It.Id)];
    }

    private void AddBlank()
    {
        Attributes.RemoveAll(a => a.IsBlank);
        for (var i = 0; i < Blank; i++) Attributes.Add(new());
    }

    private static Field Typed(AttributeTemplate a) => new()
    {
        Key = a.Key, NameZh = a.Name.Zh, NameEn = a.Name.En, Kind = a.Kind, Required = a.Required, Unit = a.Unit,
        ChoicesZh = string.Join('\n', (a.Choices ?? []).Select(c => c.Zh)), ChoicesEn = string.Join('\n', (a.Choices ?? []).Select(c => c.En)),
    };

    private List<AttributeTemplate> Templates()
    {
        var written = new List<AttributeTemplate>();
        foreach (var f in Attributes.Where(a => !a.IsBlank))
        {
            var key = string.IsNullOrEmpty(f.Key) ? FreeKey(f.NameEn ?? "", written) : f.Key;
            written.Add(new(key, new(f.NameZh ?? "", f.NameEn ?? ""), f.Kind, f.Required, string.IsNullOrWhiteSpace(f.Unit) ? null : f.Unit.Trim(), f.Kind == AttributeKind.Choice ? Choices(f) : null));
        }
        return written;
    }

    // The key a program knows it by: its English name where it has one.
    private string FreeKey(string name, List<AttributeTemplate> written)
    {
        var key = NoKey().Replace(name.Trim().ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } said ? said[..Math.Min(said.Length, 36)] : "a";
        bool Taken(string k) => Attributes.Exists(a => a.Key == k) || written.Exists(a => a.Key == k);
        return Enumerable.Range(1, Attributes.Count + 1).Select(n => n == 1 ? key : $"{key}-{n}").First(k => !Taken(k));
    }

    private static List<Text2> Choices(Field f)
    {
        var (zh, en) = (Lines(f.ChoicesZh), Lines(f.ChoicesEn));
        return [.. Enumerable.Range(0, Math.Max(zh.Length, en.Length)).Select(i => new Text2(zh.ElementAtOrDefault(i) ?? "", en.ElementAtOrDefault(i) ?? "")).Where(c => !c.IsEmpty)];
    }

    private static string[] Lines(string? text) => [.. (text ?? "").Split('\n').Select(l => l.Trim())];

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoKey();
}
