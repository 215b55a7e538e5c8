using Kaki.Learning.Recommend;

namespace Kaki.Learning.Tests.Recommend;

public class WholeItemToItemContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => ItemToItem.Fit(Interactions.From(lists, items), new() { Threads = threads });
    protected override void Save(IRecommender model, string path) => ((ItemToItem)model).Save(path);
    protected override IRecommender Load(string path) => ItemToItem.Load(path);
}

public class NeighbourItemToItemContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => ItemToItem.Fit(Interactions.From(lists, items), new() { WholeUpTo = 0, Threads = threads });
    protected override void Save(IRecommender model, string path) => ((ItemToItem)model).Save(path);
    protected override IRecommender Load(string path) => ItemToItem.Load(path);
}

public class ItemCosineContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => ItemCosine.Fit(Interactions.From(lists, items));
    protected override void Save(IRecommender model, string path) => ((ItemCosine)model).Save(path);
    protected override IRecommender Load(string path) => ItemCosine.Load(path);
}

public class MemberToMemberContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => MemberToMember.Fit(Interactions.From(lists, items));
    protected override void Save(IRecommender model, string path) => ((MemberToMember)model).Save(path);
    protected override IRecommender Load(string path) => MemberToMember.Load(path);
}

public class NextItemContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) =>
        NextItem.Fit([.. lists.Select(list => list.Select(signal => signal.Item).ToArray())], items, new() { Threads = threads });
    protected override void Save(IRecommender model, string path) => ((NextItem)model).Save(path);
    protected override IRecommender Load(string path) => NextItem.Load(path);
}

/// <summary>An item's words are the names of those who touched it: items of one taste read alike.</summary>
public class ContentToItemContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2)
    {
        var words = Enumerable.Range(0, items).Select(_ => new Dictionary<string, float>()).ToArray();
        for (var member = 0; member < lists.Count; member++)
            foreach (var signal in lists[member]) words[signal.Item][$"m{member}"] = 1;
        return ContentToItem.Fit([.. words.Select(own => new ItemFeatures(own))]);
    }

    protected override void Save(IRecommender model, string path) => ((ContentToItem)model).Save(path);
    protected override IRecommender Load(string path) => ContentToItem.Load(path);
}

public class PopularityContract : RecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => Popularity.Fit(Interactions.From(lists, items));
    protected override void Save(IRecommender model, string path) => ((Popularity)model).Save(path);
    protected override IRecommender Load(string path) => Popularity.Load(path);
}
