namespace Kaki.Learning.Explore;

/// <summary>What no policy accepts.</summary>
static class Contexts
{
    public static void Check(ReadOnlySpan<double> context, int dimensions)
    {
        if (context.Length != dimensions) throw new ArgumentException($"A context of {context.Length} numbers where {dimensions} are wanted.", nameof(context));
        foreach (var x in context)
            if (!double.IsFinite(x)) throw new ArgumentException("A context holds finite numbers only.", nameof(context));
    }

    public static void Arm(int arm, int arms)
    {
        if (arm < 0 || arm >= arms) throw new ArgumentOutOfRangeException(nameof(arm), arm, $"There are {arms} arms, numbered from 0.");
    }

    public static void Room(ReadOnlySpan<double> scores, int arms)
    {
        if (scores.Length != arms) throw new ArgumentException($"Room for {scores.Length} scores of {arms} arms.", nameof(scores));
    }
}
