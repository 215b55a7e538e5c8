namespace Kaki.Learning.Text;

/// <summary>One entry of a word list to be found in texts.</summary>
/// <param name="Text">The term as people write it. Case, width and traditional forms do not matter.</param>
public sealed record Term(string Text)
{
    /// <summary>What the caller files it under.</summary>
    public string Label { get; init; } = "";

    /// <summary>Only as written: no inserted symbols, look-alikes, split characters or pinyin.</summary>
    public bool Exact { get; init; }

    /// <summary>Also spelled in toneless pinyin, wholly or character by character (fa轮gong).</summary>
    public bool Pinyin { get; init; }

    /// <summary>A Latin term also counts inside longer words; otherwise it must stand alone.</summary>
    public bool Inside { get; init; }

    /// <summary>Longer words in which it is innocent: 两性交流 for a term found across its middle.</summary>
    public IReadOnlyList<string> Innocent { get; init; } = [];
}

/// <param name="Start">First UTF-16 unit of the original text.</param>
/// <param name="Length">UTF-16 units of the original text, inserted symbols included.</param>
/// <param name="Term">The term found.</param>
/// <param name="Disguised">Whether it was bent: symbols inserted, look-alikes, split characters or pinyin.</param>
public readonly record struct Hit(int Start, int Length, Term Term, bool Disguised)
{
    public int End => Start + Length;
}
