namespace Kaki.Learning.Recommend;

/// <summary>How strongly the weights of an item are drawn to zero, given its evidence: <c>ridge · mean · (evidence / mean)^damping</c>.</summary>
/// <param name="Mean">Evidence of an item on average, over all items that have any; 1 if none has.</param>
readonly record struct RidgePrior(double Strength, double Damping, double Mean)
{
    public static RidgePrior From(float[] evidence, RidgeOptions options) =>
        new(options.Ridge, options.ItemDamping, evidence.Where(value => value > 0).DefaultIfEmpty(1).Average());

    // an item's first action must not make it speak without bounds
    public float Ridge(float evidence) => (float)(Strength * Mean * Math.Pow(Math.Max(evidence, 0.01 * Mean) / Mean, Damping));
}
