namespace Kaki.Host.Demo.Drawings;

/// <summary>mulberry32: the same rolls on every machine, so one seed is one picture.</summary>
internal sealed class Dice(uint seed)
{
    uint state = unchecked(seed * 2654435761u + 12345u);

    public double Roll()
    {
        unchecked
        {
            state += 0x6D2B79F5u;
            var t = (state ^ state >> 15) * (1u | state);
            t = (t + (t ^ t >> 7) * (61u | t)) ^ t;
            return (t ^ t >> 14) / 4294967296.0;
        }
    }

    public double Between(double low, double high) => low + (high - low) * Roll();

    public T Pick<T>(IReadOnlyList<T> items) => items[(int)(Roll() * items.Count)];

    public List<T> Some<T>(IEnumerable<T> items, int count)
    {
        var left = items.ToList();
        var taken = new List<T>();
        for (var n = Math.Min(count, left.Count); n > 0; n--)
        {
            var at = (int)(Roll() * left.Count);
            taken.Add(left[at]);
            left.RemoveAt(at);
        }
        return taken;
    }
}
