using System.Text;

namespace Kaki.Benchmarks.Text;

/// <summary>Texts of the lengths that notes have, of characters and words as common as a rank says: a tenth of them is Latin.</summary>
static class MadeUpTexts
{
    public static string[] Draw(int count, int length, int seed = 5)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => One(random, length))];
    }

    static string One(Random random, int length)
    {
        var text = new StringBuilder(length + 16);
        while (text.Length < length)
            if (random.Next(50) == 0) text.Append(' ').Append(Word(random)).Append(' ');
            else if (random.Next(12) == 0) text.Append(random.Next(2) == 0 ? '，' : '。');
            else text.Append((char)(0x4E00 + Rank(random, 5_000)));
        return text.ToString(0, length);
    }

    public static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)('a' + Rank(random, 26))));

    // the first is the most common (G. Zipf)
    static int Rank(Random random, int count) => (int)Math.Pow(count, random.NextDouble()) - 1;
}
