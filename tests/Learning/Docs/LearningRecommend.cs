using Kaki.Learning.Recommend;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class LearningRecommend
{
    public static void Run(string path)
    {
        Signal[][] lists = [[new(0), new(1), new(2)], [new(0), new(2)], [new(1), new(3)]]; // of each member, what they touched; things are numbered from 0
        var model = ItemToItem.Fit(Interactions.From(lists));                // some seconds for a million actions
        Signal[] latest = [new(0), new(1, Weight: 2)];                       // what somebody did lately, and how much each says
        var best = new Scored[20];
        int count = model.Recommend(latest, best);                           // from these actions alone
        foreach (var (item, score) in best.AsSpan(0, count)) Console.WriteLine($"{item} {score:0.000}");
        model.Fold(before: latest, now: new(3));                             // one more action: the next answer knows of it
        model.Save(path);                                                    // whole or not at all
        var same = ItemToItem.Load(path);                                    // a torn or foreign file is refused with its reason
    }
}
