namespace Kaki.Learning.Text;

/// <summary>As many letters of a spelling as the sieve reads.</summary>
/// <param name="Letters">Their digests, the first lowest.</param>
/// <param name="Bits">How many bits those are.</param>
/// <param name="EndsWord">Whether that is the whole spelling, and no Latin letter may follow.</param>
readonly record struct TermBeginning(ulong Letters, byte Bits, bool EndsWord)
{
    public TermBeginning(TermVariant variant, TermAlphabet alphabet)
        : this(Digests(variant, alphabet), (byte)(8 * Math.Min(variant.Letters.Length, TermSieve.Window)),
            variant.Letters.Length <= TermSieve.Window && !variant.Term.Inside && Noise.IsLatin(variant.Letters[^1]))
    {
    }

    static ulong Digests(TermVariant variant, TermAlphabet alphabet)
    {
        var digests = 0UL;
        for (var i = 0; i < Math.Min(variant.Letters.Length, TermSieve.Window); i++) digests |= (ulong)TermAlphabet.Digest(alphabet.Of(variant.Letters[i])) << (8 * i);
        return digests;
    }
}
