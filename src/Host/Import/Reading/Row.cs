namespace Kaki.Host.Import.Reading;

/// <summary>One row of a source and where it stands: the file as a person names it, the line from 1.</summary>
internal sealed record Row<T>(T Value, string File, int Line);

/// <summary>A row that cannot be used; its words say why. Whoever reads it reports it and goes on with the next.</summary>
internal sealed class RowWrong(string why) : Exception(why);
