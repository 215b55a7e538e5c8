using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Docs;

/// <summary>Every block of C# in the library's pages stands in a file beside this one, which compiles with the block's own usings and no others.</summary>
public partial class DocsTests
{
    static readonly string root = Root(AppContext.BaseDirectory);

    static string Root(string from) => File.Exists(Path.Combine(from, "docs", "learning.md")) ? from : Root(Path.GetDirectoryName(from)!);

    public static TheoryData<string, string> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, string>();
            string[] pages = [Path.Combine(root, "docs", "learning.md"), .. Directory.GetFiles(Path.Combine(root, "docs", "learning"), "*.md").Order(StringComparer.Ordinal)];
            foreach (var page in pages)
                foreach (Match block in Fenced().Matches(File.ReadAllText(page))) blocks.Add(Path.GetFileName(page), block.Groups[1].Value);
            return blocks;
        }
    }

    static string[] Files => [.. Directory.GetFiles(Path.Combine(root, "tests", "Learning", "Docs"), "*.cs").Where(file => Path.GetFileNameWithoutExtension(file) != nameof(DocsTests))];

    [Theory, MemberData(nameof(Blocks))]
    public void What_a_page_shows_compiles(string page, string block)
    {
        var (usings, lines) = Parts(block);
        Files.Select(file => Parts(File.ReadAllText(file)))
            .Any(file => file.Usings.SequenceEqual(usings) && file.Lines.Contains(lines))
            .ShouldBeTrue($"{page}: no file of tests/Learning/Docs holds this block with these usings:\n{block}");
    }

    [Fact]
    public void Each_room_has_its_ten_lines() => Blocks.Count.ShouldBe(Files.Length);

    [Fact]
    public void The_first_page_does_what_it_says()
    {
        var folder = Directory.CreateTempSubdirectory("kaki-docs").FullName;
        LearningRecommend.Run(Path.Combine(folder, "things.model"));
        LearningForecast.Run(Path.Combine(folder, "sales.model"));
        Directory.GetFiles(folder).Length.ShouldBe(2);
    }

    static (string[] Usings, string Lines) Parts(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        return ([.. lines.Where(line => Using().IsMatch(line))], string.Join('\n', lines.Where(line => !Using().IsMatch(line))));
    }

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"^using Kaki[.\w]*;$")]
    private static partial Regex Using();
}
