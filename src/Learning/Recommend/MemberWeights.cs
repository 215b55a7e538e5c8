namespace Kaki.Learning.Recommend;

/// <summary>How much each member's actions say (<see cref="RidgeOptions.MemberDamping"/>), and what evidence that makes for each item.</summary>
sealed class MemberWeights
{
    readonly double damping, scale;
    readonly float[] weights;

    public MemberWeights(Interactions actions, RidgeOptions options)
    {
        damping = options.MemberDamping;
        weights = new float[actions.Members];
        var (plain, damped) = (0.0, 0.0);
        for (var member = 0; member < weights.Length; member++)
        {
            var size = Size(actions.Of(member));
            if (size == 0 || actions.Of(member).Length > options.LongestMember) continue;
            weights[member] = (float)Math.Pow(size, -damping);
            plain += size;
            damped += size * weights[member];
        }
        // as much evidence in all as without damping, so that the ridge means the same
        scale = damped > 0 ? plain / damped : 1;
        for (var member = 0; member < weights.Length; member++) weights[member] *= (float)scale;
    }

    /// <summary>Of a member that was there; 0 for one who teaches nothing.</summary>
    public float this[int member] => weights[member];

    public double Damping => damping;
    public double Scale => scale;

    /// <summary><c>Σ w·x²</c> for each item: the diagonal of the matrix of what was touched together.</summary>
    public float[] Evidence(Interactions actions)
    {
        var evidence = new float[actions.Items];
        for (var item = 0; item < evidence.Length; item++)
            foreach (var signal in actions.By(item)) evidence[item] += weights[signal.Item] * signal.Weight * signal.Weight;
        return evidence;
    }

    /// <summary><c>Σ x²</c> of what says anything.</summary>
    public static double Size(ReadOnlySpan<Signal> actions)
    {
        var size = 0.0;
        foreach (var signal in actions)
        {
            var weight = (double)signal.Told;
            size += weight * weight;
        }
        return size;
    }
}
