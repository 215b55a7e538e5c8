namespace Kaki.Learning.Recommend;

/// <summary>What a member did with one thing, as one number.</summary>
/// <param name="Item">The thing, 0 and up.</param>
/// <param name="Weight">How much it says: 1 for an ordinary action, more for a purchase, less for what is long past.</param>
public readonly record struct Signal(int Item, float Weight = 1)
{
    /// <summary>What is learnt from it: nothing from a weight that is no number above zero, and no more than <see cref="Interactions.MostWeight"/>.</summary>
    internal float Told => float.IsFinite(Weight) && Weight > 0 ? Math.Min(Weight, Interactions.MostWeight) : 0;
}

/// <summary>A thing and how much speaks for it. Scores order things of one answer; across answers and models they mean nothing.</summary>
public readonly record struct Scored(int Item, float Score);
