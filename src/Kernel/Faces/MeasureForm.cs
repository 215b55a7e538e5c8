namespace Kaki.Kernel.Faces;

/// <summary>What a moderator does to one thing of a list, and says why (<c>/Pages/Shared/_Measure.cshtml</c>).</summary>
/// <param name="Path">Where it is sent.</param>
/// <param name="Measure">What is done.</param>
/// <param name="Word">The word of what is done.</param>
/// <param name="Hard">It takes something from somebody.</param>
/// <param name="Again">It was sent, and is shown again with the reason given.</param>
public sealed record MeasureForm(string Path, Id Id, string Measure, string Word, bool Hard, bool Again, string? Why);
