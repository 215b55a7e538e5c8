using Kaki.Learning.Recommend;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class Recommend
{
    public static void Show(IReadOnlyList<(IEnumerable<Kaki.Learning.Recommend.TimedAction> Actions, string Name)> members, (IEnumerable<Kaki.Learning.Recommend.TimedAction> Actions, string Name) somebody, DateTimeOffset now, int item, CancellationToken cancel)
    {
        var kinds = new ActionWeights();                                     // what a like, a purchase, a hide says, and how soon that fades
        Signal[][] lists = [.. members.Select(m => kinds.Signals(m.Actions, now))];
        var model = ItemToItem.Fit(Interactions.From(lists), cancel: cancel);
        model.Save("items.model");                                           // ItemToItem.Load gives it back; a torn or foreign file is refused

        var best = new Scored[20];
        var count = model.Recommend(kinds.Signals(somebody.Actions, now), best); // from their actions alone: nothing is kept of the member
        model.Fold(before: lists[7], now: new Signal(item, 1));              // one more action, also of an item the model never saw
        var alike = model.Similar(item, best);                               // "seen together with": how many there are in best
    }
}
