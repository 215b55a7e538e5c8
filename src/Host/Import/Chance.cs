using Kaki.Kernel;

namespace Kaki.Host.Import;

/// <summary>Chance that hangs on a name alone: the same name draws the same on every machine and in every run, so an import that goes on makes what it would have made.</summary>
internal sealed class Chance
{
    private readonly Random random;

    public Chance(string name) => random = new Random((int)(StableHash.Of(name) & int.MaxValue));

    public T Of<T>(IReadOnlyList<T> these) => these[random.Next(these.Count)];

    public int Number(int least, int most) => random.Next(least, most + 1);

    /// <summary>From 0 to 1.</summary>
    public double Share() => random.NextDouble();

    /// <summary>Different ones, at most as many as there are.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> these, int count)
    {
        if (count >= these.Count) return these;
        var places = new HashSet<int>();
        while (places.Count < count) places.Add(random.Next(these.Count));
        return [.. places.Select(p => these[p])];
    }
}
