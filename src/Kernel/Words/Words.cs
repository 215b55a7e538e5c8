using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Kaki.Kernel.Words;

/// <summary>
/// Every word the house says, from the embedded <c>*.words.{language}.json</c> of all modules. Two modules must not define one key.
/// A missing Chinese word falls back to English; a missing key shows itself, and a test finds it.
/// </summary>
public sealed class Words : IStringLocalizer
{
    public static readonly string[] Languages = ["zh-CN", "en"];
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> byLanguage;

    public Words(IEnumerable<Assembly> assemblies)
    {
        var all = Languages.ToDictionary(l => l, _ => new Dictionary<string, string>());
        foreach (var assembly in assemblies)
            foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal) && n.Contains(".words.")))
                Read(assembly, name, all);
        byLanguage = all.ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary());
    }

    public LocalizedString this[string name] => Find(name, []);
    public LocalizedString this[string name, params object[] arguments] => Find(name, arguments);

    /// <summary>The plural form: <c>key.one</c> or <c>key.other</c> by the language, with the number as {0}.</summary>
    public string Count(string key, long n, params object[] rest)
    {
        var form = n == 1 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "zh" ? ".one" : ".other";
        return this[key + form, [n, .. rest]].Value;
    }

    /// <summary>The word in a language that is not the current one, for mail and stored pages.</summary>
    public string In(string language, string key, params object[] arguments) => Format(language, Lookup(language, key) ?? key, arguments);

    public bool Has(string key) => Lookup(CultureInfo.CurrentUICulture.Name, key) is not null;

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        byLanguage[LanguageOf(CultureInfo.CurrentUICulture.Name)].Select(w => new LocalizedString(w.Key, w.Value));

    public IEnumerable<string> Keys(string language) => byLanguage[language].Keys;

    private LocalizedString Find(string key, object[] arguments)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        var text = Lookup(language, key);
        return new LocalizedString(key, Format(language, text ?? key, arguments), resourceNotFound: text is null);
    }

    private string? Lookup(string language, string key) =>
        byLanguage[LanguageOf(language)].GetValueOrDefault(key) ?? byLanguage["en"].GetValueOrDefault(key);

    private static string Format(string language, string text, object[] arguments) =>
        arguments.Length == 0 ? text : string.Format(CultureInfo.GetCultureInfo(language), text, arguments);

    private static string LanguageOf(string culture) => culture.StartsWith("zh", StringComparison.Ordinal) ? "zh-CN" : "en";

    private static void Read(Assembly assembly, string name, Dictionary<string, Dictionary<string, string>> all)
    {
        var language = Languages.Single(l => name.EndsWith($".words.{l}.json", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            if (!all[language].TryAdd(key, text)) throw new InvalidOperationException($"The word {key} is said twice; the second time in {name}.");
    }
}
