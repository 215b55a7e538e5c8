using Kaki.Learning.Rank;
using Kaki.Learning.Statistics;

namespace Kaki.Learning.Bench;

/// <summary>
/// A site whose truth is known: members with tastes, things of authors and kinds, ten actions with probabilities of their own, and lists in which
/// what stands lower is looked at less. Sixty features tell what a site would know of a member and a thing.
/// </summary>
/// <remarks>The lists are made by an old ranking that likes some authors too well, so place and worth are entangled as in a real log.</remarks>
sealed class ClickWorld
{
    public const int Places = 10;

    const int Members = 4000, Things = 6000, Authors = 600, Kinds = 40, Tastes = 6;
    static readonly double[] rates = [-1.2, -1.8, -2.6, -3.0, -3.8, -4.0, -4.2, -3.8, -4.4, -4.2];
    static readonly Field[] memberFields = Fields("m", 4), memberNumbers = Fields("mn", 8), thingFields = Fields("t", 14), thingNumbers = Fields("tn", 12);
    static readonly Field interest = new("interest"), lately = new("lately"), authorsLately = new("authors lately"), tag = new("tag");

    readonly double[][] tastes, kinds, things, pull;
    readonly double[] authorWorth, authorFavour, thingWorth, activity, purse, price;
    readonly int[] authors, kindOf;
    readonly int[][] interests, readLately, readAuthors, tags, bands, labels;
    readonly float[][] memberDense, thingDense;

    public ClickWorld(int seed)
    {
        var chance = new Random(seed);
        kinds = Draw(Kinds, () => Normals(chance, Tastes));
        pull = Draw(10, () => Normals(chance, 4));
        (authorWorth, authorFavour) = (Normals(chance, Authors), Normals(chance, Authors));
        authors = Draw(Things, () => (int)(Authors * Math.Pow(chance.NextDouble(), 2)));
        kindOf = Draw(Things, () => chance.Next(Kinds));
        things = kindOf.Select(kind => Near(chance, kinds[kind], 0.5)).ToArray();
        (thingWorth, price) = (Normals(chance, Things), Normals(chance, Things));
        interests = Draw(Members, () => Draw(5, () => chance.Next(Kinds)));
        tastes = interests.Select(chosen => Near(chance, Mean(chosen), 0.3)).ToArray();
        (activity, purse) = (Normals(chance, Members), Normals(chance, Members));
        readLately = interests.Select(chosen => Draw(8, () => chance.NextDouble() < 0.7 ? chosen[chance.Next(chosen.Length)] : chance.Next(Kinds))).ToArray();
        readAuthors = Draw(Members, () => Draw(5, () => authors[chance.Next(Things)]));
        tags = kindOf.Select(kind => Draw(4, () => kind * 12 + chance.Next(12))).ToArray();
        memberDense = activity.Select((active, m) => Dense(chance, 8, active, purse[m])).ToArray();
        thingDense = thingWorth.Select((worth, t) => Dense(chance, 12, worth, price[t])).ToArray();
        bands = activity.Select((active, m) => Draw(4, () => chance.Next(20))).ToArray();
        labels = price.Select((cost, t) => Draw(11, () => chance.Next(20))).ToArray();

        double[] Mean(int[] chosen) => Enumerable.Range(0, Tastes).Select(k => chosen.Average(kind => kinds[kind][k]) * 1.6).ToArray();
    }

    /// <summary>Probability that a place is looked at, the first 1.</summary>
    public static double Examined(int place) => Math.Pow(place + 1, -0.8);

    public (int Member, int Thing) Pair(Random chance) => (chance.Next(Members), chance.Next(Things));

    /// <summary>One page as the old ranking makes it.</summary>
    public (int Member, int[] Things) Page(Random chance)
    {
        var pool = Draw(30, () => chance.Next(Things));
        return (chance.Next(Members), pool.OrderByDescending(t => 1.5 * authorFavour[authors[t]] + 0.3 * thingWorth[t] + chance.NextNormal()).Take(Places).ToArray());
    }

    /// <summary>How probable each action is if the thing is looked at.</summary>
    public double[] Truth(int member, int thing)
    {
        var match = 0.0;
        for (var k = 0; k < Tastes; k++) match += tastes[member][k] * things[thing][k];
        var likes = 0.55 * match + 0.5 * thingWorth[thing] + 0.5 * authorWorth[authors[thing]] + 0.4 * activity[member];
        return rates.Select((rate, action) =>
        {
            var own = 0.3 * (pull[action][0] * activity[member] + pull[action][1] * thingWorth[thing]) + (action is 7 or 8 ? 0.6 * purse[member] * price[thing] : 0);
            return 1 / (1 + Math.Exp(-(rate + own + (action == 9 ? -0.7 : 1) * likes)));
        }).ToArray();
    }

    public void Happened(int member, int thing, Random chance, Span<bool> into)
    {
        var truth = Truth(member, thing);
        for (var i = 0; i < into.Length; i++) into[i] = chance.NextDouble() < truth[i];
    }

    public Features Member(int member, Features into)
    {
        into.Add(memberFields[0], member);
        for (var i = 1; i < memberFields.Length; i++) into.Add(memberFields[i], bands[member][i]);
        foreach (var kind in interests[member]) into.Add(interest, kind, 0.5f);
        foreach (var kind in readLately[member]) into.Add(lately, kind, 0.3f);
        foreach (var author in readAuthors[member]) into.Add(authorsLately, author, 0.4f);
        for (var i = 0; i < memberNumbers.Length; i++) into.AddNumber(memberNumbers[i], memberDense[member][i]);
        return into;
    }

    public Features Thing(int thing, Features into)
    {
        into.Add(thingFields[0], thing).Add(thingFields[1], authors[thing]).Add(thingFields[2], kindOf[thing]);
        for (var i = 3; i < thingFields.Length; i++) into.Add(thingFields[i], labels[thing][i - 3]);
        foreach (var word in tags[thing]) into.Add(tag, word, 0.5f);
        for (var i = 0; i < thingNumbers.Length; i++) into.AddNumber(thingNumbers[i], thingDense[thing][i]);
        return into;
    }

    static Field[] Fields(string prefix, int count) => Enumerable.Range(0, count).Select(i => new Field($"{prefix}{i}")).ToArray();
    static T[] Draw<T>(int count, Func<T> one) => Enumerable.Range(0, count).Select(_ => one()).ToArray();
    static double[] Normals(Random chance, int count) => Draw(count, () => chance.NextNormal());
    static double[] Near(Random chance, double[] centre, double spread) => centre.Select(x => x + spread * chance.NextNormal()).ToArray();

    // the first two tell the truth with noise, the others nothing
    static float[] Dense(Random chance, int count, double first, double second) =>
        Enumerable.Range(0, count).Select(i => (float)(i == 0 ? first + 0.5 * chance.NextNormal() : i == 1 ? second + 0.3 * chance.NextNormal() : chance.NextNormal())).ToArray();
}
