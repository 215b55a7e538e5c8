using System.Runtime.InteropServices;

namespace Kaki.Learning.Rank;

/// <summary>What is known of a member, of a thing, or of both: sparse features (a field and an id) and dense ones (a field and a number), in any order.</summary>
/// <remarks>A feature that stands twice counts twice. Cleared and filled again, it allocates nothing.</remarks>
public sealed class Features
{
    /// <summary>Numbers beyond are taken as this; scale them so that most lie between −3 and 3.</summary>
    public const float Most = 10;

    readonly List<uint> keys = [];
    readonly List<float> values = [];

    /// <summary>How many there are.</summary>
    public int Count => keys.Count;

    internal ReadOnlySpan<uint> Keys => CollectionsMarshal.AsSpan(keys);
    internal ReadOnlySpan<float> Values => CollectionsMarshal.AsSpan(values);

    /// <summary>This field has this id.</summary>
    public Features Add(Field field, long id) => Add(field.Key(id), 1);

    /// <summary>This field has this id, with a weight: one of five interests, each a fifth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is NaN or infinite.</exception>
    public Features Add(Field field, long id, float weight) => Add(field.Key(id), weight);

    /// <summary>This field has this number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public Features AddNumber(Field field, float value) => Add(field.Key(-1), value);

    public void Clear()
    {
        keys.Clear();
        values.Clear();
    }

    Features Add(uint key, float value)
    {
        if (!float.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "A feature is a finite number; leave out what is not known.");
        keys.Add(key);
        values.Add(Math.Clamp(value, -Most, Most));
        return this;
    }
}
