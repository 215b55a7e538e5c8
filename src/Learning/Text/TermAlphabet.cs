namespace Kaki.Learning.Text;

/// <summary>What each UTF-16 unit is to a list of terms, in sixteen bits, so that a text can be sifted without looking anything else up.</summary>
/// <remarks>The low eleven bits number the unit's family of look-alikes; families beyond 2,010 share numbers, which the sieve forgives.</remarks>
sealed class TermAlphabet
{
    /// <summary>Falls away: stands between letters.</summary>
    public const ushort Noise = 0;

    /// <summary>A letter no term has.</summary>
    public const ushort Stranger = 1;

    /// <summary>The bits that number a family.</summary>
    public const ushort Family = 0x07FF;

    /// <summary>A term has it second.</summary>
    public const ushort Second = 0x0800;

    /// <summary>A term begins with it.</summary>
    public const ushort First = 0x1000;

    /// <summary>Must not follow a Latin unit: all terms that begin with it begin a word.</summary>
    public const ushort Bound = 0x2000;

    /// <summary>A Latin letter or digit; in a sifted text: not where a term may begin.</summary>
    public const ushort Latin = 0x4000;

    /// <summary>A sign that is also a letter's look-alike, or a picture that a term has: noise or letter.</summary>
    public const ushort Doubtful = 0x8000;

    /// <summary>What a sifted text keeps of a code.</summary>
    public const ushort Kept = Family | Second | First | Doubtful;

    /// <summary>The bits of a digest that are left of the family, and the one that is left of the doubt.</summary>
    public const byte DigestFamily = 0x7F, DigestDoubt = 0x80;

    // Latin letters and digits have the first numbers, and so each a digest of its own
    const int FirstLatin = 2, FirstOther = FirstLatin + 36;

    readonly ushort[] codes = new ushort[char.MaxValue + 1];
    readonly TermTrie trie;

    public TermAlphabet(TermTrie trie)
    {
        this.trie = trie;
        for (var i = 0; i < codes.Length; i++) codes[i] = Code((char)i);
    }

    /// <summary>The code of every unit.</summary>
    public ReadOnlySpan<ushort> Codes => codes;

    /// <summary>The number of a term's letter.</summary>
    public ushort Of(char letter) => Number(LookAlikes.Family(letter));

    /// <summary>A code in a byte: the end of the family's number, and whether it is doubtful.</summary>
    public static byte Digest(ushort code) => (byte)(code & DigestFamily | code >> 8 & DigestDoubt);

    ushort Code(char unit)
    {
        var letter = trie.Class(unit);
        var noise = Text.Noise.Kind(unit) != NoiseKind.None;
        if (letter == 0 && noise) return Noise;
        var code = letter == 0 ? Stranger : Number(trie.FamilyOf(letter));
        if (noise) code |= Doubtful;
        if (trie.First(letter) > 0) code |= First;
        if (trie.IsSecond(letter)) code |= Second;
        if (Text.Noise.IsLatin(Folding.Unit(unit))) code |= trie.MustBegin(letter) ? (ushort)(Latin | Bound) : Latin;
        return code;
    }

    ushort Number(char family) => family switch
    {
        >= '0' and <= '9' => (ushort)(FirstLatin + family - '0'),
        >= 'a' and <= 'z' => (ushort)(FirstLatin + 10 + family - 'a'),
        _ => (ushort)(FirstOther + trie.ClassOfFamily(family) % (Family + 1 - FirstOther)),
    };
}
