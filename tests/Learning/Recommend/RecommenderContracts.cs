using Kaki.Learning.Recommend;

namespace Kaki.Learning.Tests.Recommend;

public class WholeItemToItemContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => ItemToItem.Fit(Interactions.From(lists, items), new() { Threads = threads });
    protected override void Save(IRecommender model, string path) => ((ItemToItem)model).Save(path);
    protected override IRecommender Load(string path) => ItemToItem.Load(path);

    protected override void Grow(IRecommender model)
    {
        var items = (ItemToItem)model;
        items.Fold([new(3), new(5)], new(1));
        items.Fold([new(3), new(5)], new(1));
        items.Fold([new(1)], new(25));
        items.Fold([new(4), new(6, 3)], new(2, 2));
    }
}

public class NeighbourItemToItemContract : PersonalRecommenderContract
{
    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => ItemToItem.Fit(Interactions.From(lists, items), new() { WholeUpTo = 0, Threads = threads });
    protected override void Save(IRecommender model, string path) => ((ItemToItem)model).Save(path);
    protected override IRecommender Load(string path) => ItemToItem.Load(path);

    protected override void Grow(IRecommender model)
    {
        var items = (ItemToItem)model;
        items.Fold([new(3), new(5)], new(1));
        items.Fold([new(3), new(5)], new(1));
        items.Fold([new(1)], new(25));
        items.Fold([new(4), new(6, 3)], new(2, 2));
    }
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

    protected override void Grow(IRecommender model)
    {
        var members = (MemberToMember)model;
        foreach (var (member, item) in (ReadOnlySpan<(int, int)>)[(3, 2), (3, 2), (20, 1), (20, 25), (0, 2)]) members.Add(member, new(item));
    }
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
    // each thing is a dictionary of words: making them would take longer than the model does
    protected override int Robot => 100_000;

    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) => Described(lists, items);

    public static ContentToItem Described(IReadOnlyList<IReadOnlyList<Signal>> lists, int items)
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

/// <summary>Saved as its two halves, which are all it is.</summary>
public class BlendContract : PersonalRecommenderContract
{
    // each thing is a dictionary of words: making them would take longer than the model does
    protected override int Robot => 100_000;

    protected override IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2) =>
        new Pair(Touched(lists, items, threads), Read(lists, items));

    static ItemToItem Touched(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads) => ItemToItem.Fit(Interactions.From(lists, items), new() { Threads = threads });
    static ContentToItem Read(IReadOnlyList<IReadOnlyList<Signal>> lists, int items) => ContentToItemContract.Described(lists, items);

    protected override void Save(IRecommender model, string path)
    {
        ((Pair)model).First.Save(path);
        ((Pair)model).Second.Save(path + ".second");
    }

    protected override IRecommender Load(string path) => new Pair(ItemToItem.Load(path), ContentToItem.Load(path + ".second"));

    sealed class Pair(ItemToItem first, ContentToItem second) : IRecommender
    {
        readonly Blend blend = new(first, second);

        public ItemToItem First => first;
        public ContentToItem Second => second;
        public int Items => blend.Items;
        public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best) => blend.Recommend(actions, best);
    }
}
