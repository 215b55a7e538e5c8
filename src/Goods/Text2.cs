using System.Globalization;
using System.Text.Json.Serialization;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kaki.Goods;

/// <summary>One text in both languages of the house; where one is empty the other is shown.</summary>
public readonly record struct Text2(string Zh, string En)
{
    public static readonly Text2 None = new("", "");

    [JsonIgnore] public bool IsEmpty => string.IsNullOrEmpty(Zh) && string.IsNullOrEmpty(En);

    /// <summary>The text for a reader of this language.</summary>
    public string For(bool chinese) => chinese ? (string.IsNullOrEmpty(Zh) ? En ?? "" : Zh) : (string.IsNullOrEmpty(En) ? Zh ?? "" : En);
    public string For(Caller caller) => For(caller.Chinese);

    /// <summary>The text in the other language, null where there is none or it says the same.</summary>
    public string? Other(bool chinese) => (chinese ? En : Zh) is { Length: > 0 } other && other != For(chinese) ? other : null;

    /// <summary>In the language of the request.</summary>
    public override string ToString() => For(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh");

    /// <summary>Trimmed, within its length, and said in at least one language when required.</summary>
    public Text2 Checked(string field, int longest, bool required = true)
    {
        var (zh, en) = ((Zh ?? "").Trim(), (En ?? "").Trim());
        if (required && zh.Length == 0 && en.Length == 0) throw Refusal.Invalid(field, "goods.text.needed");
        if (zh.Length > longest || en.Length > longest) throw Refusal.Invalid(field, "goods.text.long", longest);
        if (zh.Contains('\0') || en.Contains('\0')) throw Refusal.Invalid(field, "body.malformed");
        return new(zh, en);
    }
}

internal static class Text2Mapping
{
    public static void Text2<T>(this EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, Text2>> property, int longest) where T : class =>
        entity.ComplexProperty(property, t =>
        {
            t.Property(x => x.Zh).HasMaxLength(longest);
            t.Property(x => x.En).HasMaxLength(longest);
        });
}
