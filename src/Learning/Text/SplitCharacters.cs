namespace Kaki.Learning.Text;

/// <summary>Characters commonly written as two side by side: 枪 as 木仓.</summary>
static class SplitCharacters
{
    static readonly Dictionary<char, string> parts = Resource.Items("splits.txt").ToDictionary(item => item[0], item => item[1..]);

    public static string? Of(char c) => parts.GetValueOrDefault(c);
}
