namespace Kaki.Learning.Bench;

/// <summary>A series and the values after it, which nobody may look at before they are foretold.</summary>
internal sealed record HeldOutSeries(string Name, double[] History, double[] Future);

/// <summary>Series of one frequency.</summary>
internal sealed record SeriesSet(string Name, int Season, IReadOnlyList<HeldOutSeries> Series);
