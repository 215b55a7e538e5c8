namespace Kaki.Learning.Text;

/// <summary>Characters read for one another: each maps to the letter that stands for its family.</summary>
static class LookAlikes
{
    // the family's letter first
    static readonly string[] families =
    [
        "aа4@αɑ", "bв8β", "cсϲ", "dԁ", "eе3ε€", "gɡ", "hн", "i1lіι|!ӏ", "jј", "kкκ", "mм", "nη", "oо0οσ〇", "pрρ", "sѕ5$", "t7тτ", "uυ", "vν", "wѡω", "xхχ", "yуγ",
    ];

    static readonly char[] family = Build();

    public static char Family(char folded) => family[folded];

    static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++) table[i] = (char)i;
        foreach (var letters in families)
            foreach (var c in letters) table[c] = letters[0];
        return table;
    }
}
