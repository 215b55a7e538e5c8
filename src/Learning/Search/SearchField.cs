namespace Kaki.Learning.Search;

/// <summary>A field of the documents of a <see cref="SearchIndex"/>, such as title or body.</summary>
/// <param name="Name">For people.</param>
/// <param name="Weight">What an occurrence in it counts; above 0.</param>
/// <param name="B">How far length is held against it: 0 not at all, 1 in full.</param>
public sealed record SearchField(string Name, double Weight = 1, double B = 0.75)
{
    /// <summary>A title that counts thrice, and a body.</summary>
    public static IReadOnlyList<SearchField> TitleAndBody { get; } = [new("title", 3, 0.5), new("body")];
}

/// <summary>A text to be found.</summary>
/// <param name="Id">The caller's name for it.</param>
/// <param name="Fields">Its texts, in the order of the index's fields; missing ones are empty.</param>
public sealed record SearchDocument(long Id, params IReadOnlyList<string> Fields);

/// <summary>One document found.</summary>
/// <param name="Id">The caller's name for it.</param>
/// <param name="Score">Comparable within one answer.</param>
public readonly record struct SearchHit(long Id, double Score);

/// <summary>An answer.</summary>
/// <param name="Hits">The best, best first; of equal ones the later added first.</param>
/// <param name="Total">How many documents answer in all.</param>
/// <param name="Query">The query as it was understood; for <see cref="Text.Highlight"/>.</param>
/// <param name="Instead">Words that no document has, with the near spellings looked for in their place.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchHit> Hits, int Total, Text.Query Query, IReadOnlyDictionary<string, IReadOnlyList<string>> Instead);
