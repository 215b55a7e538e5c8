using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>A shelf of the market, two levels deep, with what its goods must say about themselves.</summary>
internal sealed class Category
{
    public long Id { get; init; }
    public long? ParentId { get; set; }
    public required string Slug { get; init; }
    public Text2 Name { get; set; } = Text2.None;
    public int Position { get; set; }
    public IReadOnlyList<AttributeTemplate> Attributes { get; set; } = [];
    public long Version { get; private set; }

    public static void Map(ModelBuilder model) => model.Entity<Category>(e =>
    {
        e.ToTable("goods_categories");
        e.Property(c => c.Slug).HasMaxLength(40);
        e.Text2(c => c.Name, 40);
        e.Property(c => c.Attributes).AsJson();
        e.HasOne<Category>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(c => c.Slug).IsUnique();
    });
}

internal enum AttributeKind { Choice, Text, Number }

/// <summary>One thing that goods of a category state: capacity in ml, material out of a list, care in words.</summary>
internal sealed record AttributeTemplate(string Key, Text2 Name, AttributeKind Kind, bool Required = false, string? Unit = null, IReadOnlyList<Text2>? Choices = null)
{
    public const int LongestText = 120;

    /// <summary>The value as it is stored, or a refusal that names this attribute; null where an optional one was left empty.</summary>
    public string? Check(string? given)
    {
        var text = given?.Trim() ?? "";
        if (text.Length == 0) return Required ? throw Refusal.Invalid(Field, "goods.attribute.needed", Name) : null;
        if (text.Length > LongestText || text.Contains('\0')) throw Refusal.Invalid(Field, "goods.attribute.long", Name, LongestText);
        return Kind switch
        {
            AttributeKind.Choice => int.TryParse(text, out var n) && n >= 0 && n < Choices!.Count ? n.ToString() : throw Refusal.Invalid(Field, "goods.attribute.choice", Name),
            AttributeKind.Number => decimal.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var d) && Math.Abs(d) < 1_000_000_000
                ? d.ToString(System.Globalization.CultureInfo.InvariantCulture) : throw Refusal.Invalid(Field, "goods.attribute.number", Name),
            _ => text,
        };
    }

    /// <summary>The stored value as a reader sees it.</summary>
    public Text2 Shown(string value) => Kind switch
    {
        AttributeKind.Choice => int.TryParse(value, out var n) && n >= 0 && n < Choices!.Count ? Choices[n] : Text2.None,
        AttributeKind.Number when Unit is not null => new($"{value} {Unit}", $"{value} {Unit}"),
        _ => new(value, value),
    };

    private string Field => $"attributes[{Key}]";
}
