namespace Kaki.Learning.Text;

/// <summary>FNV-1a over UTF-16 units with a closing mix (Fowler, Noll, Vo; the mix is SplitMix64's): the same on every machine.</summary>
static class Checksum
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001B3UL;
        return Mix(hash);
    }

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
