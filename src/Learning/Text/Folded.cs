namespace Kaki.Learning.Text;

/// <summary>A folded text with the way back: each of its UTF-16 units knows the stretch of the original it stands for.</summary>
public sealed class Folded
{
    readonly int[] starts;
    readonly int[] ends;

    Folded(string text, int[] starts, int[] ends) => (Text, this.starts, this.ends) = (text, starts, ends);

    public string Text { get; }

    /// <summary>The stretch of the original, in UTF-16 units, that the folded stretch stands for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stretch is empty or leaves the folded text.</exception>
    public TextRange Original(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Text.Length);
        return new(starts[start], ends[start + length - 1] - starts[start]);
    }

    internal sealed class Builder(int capacity)
    {
        char[] text = new char[capacity + 8];
        int[] starts = new int[capacity + 8];
        int[] ends = new int[capacity + 8];
        int count;

        public void Add(char c, int start, int length)
        {
            if (count == text.Length) Grow();
            text[count] = c;
            starts[count] = start;
            ends[count++] = start + length;
        }

        public void Add(string folded, int start, int length)
        {
            foreach (var c in folded) Add(c, start, length);
        }

        public Folded Done() => new(new string(text, 0, count), starts, ends);

        void Grow()
        {
            Array.Resize(ref text, count * 2);
            Array.Resize(ref starts, count * 2);
            Array.Resize(ref ends, count * 2);
        }
    }
}

/// <summary>A stretch of a text in UTF-16 units.</summary>
public readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;
}
