namespace Kaki.Learning.Vision;

/// <summary>Chooses spots so that every part of a picture keeps some, for any part may be all that is left of it.</summary>
static class Spread
{
    const int Fields = 4;

    /// <summary>The strongest of each field in turn, all fields alike until one has no more; the strongest first.</summary>
    public static IEnumerable<Spot> Over(List<Spot> spots, int width, int height, int most)
    {
        var ranks = spots.GroupBy(spot => Field(spot, width, height))
            .SelectMany(field => field.OrderByDescending(spot => spot.Strength).Select((spot, rank) => (Spot: spot, Rank: rank)));
        return ranks.OrderBy(ranked => ranked.Rank).ThenByDescending(ranked => ranked.Spot.Strength).Take(most).Select(ranked => ranked.Spot);
    }

    static int Field(Spot spot, int width, int height)
    {
        var (x, y) = (spot.X * (1 << spot.Octave) + 0.5f, spot.Y * (1 << spot.Octave) + 0.5f);
        return Math.Min(Fields - 1, (int)(y * Fields / height)) * Fields + Math.Min(Fields - 1, (int)(x * Fields / width));
    }
}
