using System.Text;
using System.Text.RegularExpressions;
using Kaki.Host;
using Kaki.Kernel.Words;

namespace Kaki.Tests.Host;

public partial class WordsTests
{
    private static readonly Kaki.Kernel.Words.Words All = new(House.Assemblies);

    [Fact]
    public void Both_languages_say_the_same_things_with_the_same_places()
    {
        var (en, zh) = (All.Keys("en").ToHashSet(), All.Keys("zh-CN").ToHashSet());
        en.Except(zh).Where(k => !k.EndsWith(".one", StringComparison.Ordinal)).ShouldBeEmpty(); // Chinese counts with one form
        zh.Except(en).ShouldBeEmpty();
        en.Count.ShouldBeGreaterThan(800);
        en.Where(zh.Contains).Where(k => !Places(In("en", k)).SetEquals(Places(In("zh-CN", k))) && !k.EndsWith(".one", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_counted_has_both_forms()
    {
        var keys = All.Keys("en").ToHashSet();
        keys.Where(k => k.EndsWith(".one", StringComparison.Ordinal)).Select(k => k[..^4] + ".other").Where(k => !keys.Contains(k)).ShouldBeEmpty();
        var counted = Sources.Under(".cs", ".cshtml").SelectMany(f => Counted().Matches(f.Text).Select(m => m.Groups[1].Value)).Distinct().ToList();
        counted.Count.ShouldBeGreaterThan(10);
        counted.Where(k => !keys.Contains(k + ".one") || !keys.Contains(k + ".other")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_word_asked_for_by_name_is_there()
    {
        var keys = All.Keys("en").ToHashSet();
        var asked = Sources.Under(".cs", ".cshtml").SelectMany(f => Named().Matches(f.Text).Select(m => (m.Groups[1].Value, f.Path))).Distinct().ToList();
        asked.Count.ShouldBeGreaterThan(400);
        asked.Where(a => !keys.Contains(a.Value)).Select(a => $"{a.Value} in {a.Path}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_refusal_has_its_words() =>
        Codes().Where(c => !All.Keys("en").Contains("refusal." + c)).ShouldBeEmpty();

    /// <summary>Where it is not true it is written anew: run the test again, and commit.</summary>
    [Fact]
    public void The_list_of_codes_is_true()
    {
        var file = Path.Combine(Sources.Root, "docs", "errors.md");
        var (was, now) = (File.Exists(file) ? File.ReadAllText(file) : "", List());
        if (was != now) File.WriteAllText(file, now);
        was.ShouldBe(now);
    }

    private static string List()
    {
        var list = new StringBuilder("# Error codes\n\nEvery way the house says no, by the stable `code` of its problem details, with the words people read. Written by `WordsTests`.\n\n| code | English | 中文 |\n|---|---|---|\n");
        foreach (var code in All.Keys("en").Where(k => k.StartsWith("refusal.", StringComparison.Ordinal) && !k.EndsWith(".help", StringComparison.Ordinal)).Select(k => k[8..]).Order(StringComparer.Ordinal))
            list.Append($"| `{code}` | {Whole("en", code)} | {Whole("zh-CN", code)} |\n");
        return list.ToString();
    }

    private static string Whole(string language, string code) =>
        (In(language, "refusal." + code) + (All.Keys(language).Contains($"refusal.{code}.help") ? (language == "en" ? ". " : "。") + In(language, $"refusal.{code}.help") : "")).Replace("|", "\\|", StringComparison.Ordinal);

    private static string In(string language, string key) => All.In(language, key);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Groups[1].Value)];

    private static HashSet<string> Codes() => [.. Sources.Under(".cs").SelectMany(f => Refused().Matches(f.Text).Select(m => m.Groups["code"].Value))];

    [GeneratedRegex(@"(new Refusal\(|Refusal\.Invalid\([^,()]+, |Refusal \w+\([^=]*\) => new\()""(?<code>[a-z_.]*[a-z_])""")]
    private static partial Regex Refused();

    [GeneratedRegex(@"\b[Ww]ords\.Count\(""([a-z_.]*[a-z_])""")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b[Ww]ords\[""([a-z_.]+[a-z_])""[\],]")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{(\d)[^}]*\}")]
    private static partial Regex Place();
}
