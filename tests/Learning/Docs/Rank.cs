using Kaki.Learning.Explore;
using Kaki.Learning.Rank;
using Kaki.Learning.Rerank;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class Rank
{
    public static void Show(long me, long note, long author, float age, bool[] happened, int place, long[] shown, long[] clicked, float[] values, float[] embeddings, int dimensions, int[] authors, bool[] adverts, Random chance, bool opened)
    {
        Field member = new("member"), thing = new("thing"), by = new("author"), fresh = new("age");
        var ranker = new Ranker();                                              // ten actions, 51 MB
        var features = new Features().Add(member, me).Add(thing, note).Add(by, author).AddNumber(fresh, age);
        double[] looked = Examination.OfPlaces(shown, clicked);                 // of lists in random order: times shown and clicked, a number a place
        ranker.Learn(features, happened, examined: looked[place]);              // a bool for each action
        float value = ranker.Value(ranker.Add(features), ranker.Worth(("like", 3), ("buy", 20), ("hide", -10)));

        var slate = new Slate(values, embeddings, dimensions) { Apart = [new(authors, Window: 8)], Quotas = [new(adverts, AtMost: 2)] };
        int[] page = new SlidingSpectrum(gamma: 0.5f).Pick(slate, take: 20);    // indices into values, first place first

        var bandit = new BetaThompson(arms: 3);
        int cover = bandit.Choose([], chance);
        double propensity = bandit.Probabilities([], draws: 2000, chance)[cover]; // log it beside the choice
        bandit.Learn(cover, [], reward: opened ? 1 : 0);
    }
}
