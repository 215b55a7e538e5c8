namespace Kaki.Learning.Explore;

/// <summary>One choice that was made and what came of it.</summary>
/// <param name="Reward">What came of it; finite.</param>
/// <param name="Logged">How probable this choice was under the policy that made it; above 0, at most 1.</param>
/// <param name="Target">How probable it would have been under the policy to be judged; 0 to 1.</param>
/// <param name="Expected">What a model of rewards, fitted on other rows, expects of this choice.</param>
/// <param name="ExpectedOfTarget">What that model expects of the target's choices here: <c>Σₐ π(a) q(a)</c>.</param>
public readonly record struct LoggedDecision(double Reward, double Logged, double Target, double Expected = 0, double ExpectedOfTarget = 0)
{
    /// <summary>How many times as probable the choice is under the target.</summary>
    public double Weight => Target / Logged;

    internal void Check(int row)
    {
        var fault = !double.IsFinite(Reward) ? $"reward {Reward}"
            : Logged is not (> 0 and <= 1) ? $"logged probability {Logged}"
            : Target is not (>= 0 and <= 1) ? $"target probability {Target}"
            : !double.IsFinite(Expected) || !double.IsFinite(ExpectedOfTarget) ? "an expectation that is not finite" : null;
        if (fault is not null) throw new ArgumentException($"Row {row} has {fault}.");
    }
}
