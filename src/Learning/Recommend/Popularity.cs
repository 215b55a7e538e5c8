using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>The same for everybody: what most members touched. What any other model must beat.</summary>
public sealed class Popularity : IRecommender
{
    const string Kind = "recommend.popularity";

    readonly Shortlist shortlist;

    Popularity(Shortlist shortlist) => this.shortlist = shortlist;

    /// <inheritdoc/>
    public int Items => shortlist.Items;

    /// <summary>Adds up the weights of each item.</summary>
    public static Popularity Fit(Interactions actions) => new(Shortlist.ByPopularity(actions));

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best) => shortlist.Answer(shortlist.Lend(Items), actions, best);

    /// <summary>Writes the model, whole or not at all.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, shortlist.Write);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, or torn.</exception>
    public static Popularity Load(string path) => ModelFile.Load(path, Kind, 1, (from, _) => new Popularity(Shortlist.Read(from)));
}
