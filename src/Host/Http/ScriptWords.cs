using System.Globalization;
using System.Text.Json;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Html;

namespace Kaki.Host.Http;

/// <summary>The words scripts say: every <c>web.*</c> key, as the JSON each page carries.</summary>
internal sealed class ScriptWords(Words words)
{
    private readonly Dictionary<string, HtmlString> byLanguage = Words.Languages.ToDictionary(l => l, l => Build(words, l));

    public HtmlString Json => byLanguage[CultureInfo.CurrentUICulture.Name == "en" ? "en" : "zh-CN"];

    // The default encoder writes < as \u003C, so no word can end the script element.
    private static HtmlString Build(Words words, string language) =>
        new(JsonSerializer.Serialize(words.Keys("en").Where(k => k.StartsWith("web.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToDictionary(k => k, k => words.In(language, k)), new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }));
}
