using Kaki.Learning.Recommend;

namespace Kaki.Learning.Bench;

/// <summary>The recommenders a bench can be asked for by name.</summary>
public static class RecommendModels
{
    /// <summary>Learns a model.</summary>
    public delegate IRecommender Fit(Interactions actions, IProgress<double>? progress, CancellationToken cancel);

    /// <summary>The library's own choice.</summary>
    public const string Default = "item-to-item";

    static readonly Dictionary<string, Fit> all = new()
    {
        [Default] = (actions, progress, cancel) => ItemToItem.Fit(actions, null, progress, cancel),
        ["item-cosine"] = (actions, progress, cancel) => ItemCosine.Fit(actions, progress: progress, cancel: cancel),
        ["member-to-member"] = (actions, progress, cancel) => MemberToMember.Fit(actions, progress, cancel),
        ["popularity"] = (actions, _, _) => Popularity.Fit(actions),
    };

    /// <summary>How the model of this name is learnt.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static Fit Named(string name) => all.TryGetValue(name, out var fit) ? fit : throw new InvalidDataException($"There is no model {name}; there are {string.Join(", ", all.Keys)}.");
}
