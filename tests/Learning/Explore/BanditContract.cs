using Kaki.Learning.Explore;
using Kaki.Learning.Models;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Explore;

/// <summary>What every policy must do. Two contexts, one number for each of two arms; arm 1 pays nine times in ten, arm 0 once.</summary>
public abstract class BanditContract
{
    protected abstract IBandit Make(int arms);
    protected abstract IBandit Load(byte[] file);
    protected abstract IBandit Load(string path);

    protected double[] Context(IBandit bandit, int which) => bandit.Dimensions == 0 ? [] : which == 0 ? [1, 0] : [0, 1];

    static byte[] Saved(IBandit bandit)
    {
        using var to = new MemoryStream();
        bandit.Save(to);
        return to.ToArray();
    }

    int[] Played(IBandit bandit, int rounds, int seed)
    {
        var chance = new Random(seed);
        return Enumerable.Range(0, rounds).Select(round =>
        {
            var context = Context(bandit, round % 2);
            var arm = bandit.Choose(context, chance);
            bandit.Learn(arm, context, chance.NextDouble() < (arm == 1 ? 0.9 : 0.1) ? 1 : 0);
            return arm;
        }).ToArray();
    }

    [Fact]
    public void The_arm_that_pays_is_found()
    {
        Played(Make(2), 600, 3)[^100..].Count(arm => arm == 1).ShouldBeGreaterThan(90);
        Played(Make(5), 2000, 4)[^100..].Count(arm => arm == 1).ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Every_arm_is_tried_before_any_is_trusted() => Played(Make(5), 600, 5).Distinct().Count().ShouldBe(5);

    [Fact]
    public void A_seed_gives_the_same_plays() => Played(Make(3), 300, 7).ShouldBe(Played(Make(3), 300, 7));

    [Fact]
    public void One_arm_is_always_played()
    {
        var bandit = Make(1);
        bandit.Choose(Context(bandit, 0), new Random(1)).ShouldBe(0);
        bandit.Probabilities(Context(bandit, 0), 10, new Random(1)).ShouldBe([1.0], 1e-12);
    }

    [Fact]
    public void With_nothing_learnt_all_arms_are_equally_probable()
    {
        var bandit = Make(4);
        bandit.Probabilities(Context(bandit, 0), 4000, new Random(2)).ShouldAllBe(p => Math.Abs(p - 0.25) < 0.03);
    }

    [Fact]
    public void Probabilities_are_those_of_the_choices()
    {
        var bandit = Make(3);
        Played(bandit, 20, 8);
        var chance = new Random(9);
        var told = bandit.Probabilities(Context(bandit, 0), 4000, new Random(10));
        told.Sum().ShouldBe(1, 1e-9);
        var played = Enumerable.Range(0, 4000).Select(_ => bandit.Choose(Context(bandit, 0), chance)).CountBy(arm => arm).ToDictionary();
        for (var arm = 0; arm < 3; arm++) (played.GetValueOrDefault(arm) / 4000.0).ShouldBe(told[arm], 0.04);
    }

    [Fact]
    public void A_rank_holds_each_arm_once()
    {
        var bandit = Make(4);
        bandit.Rank(Context(bandit, 0), 9, new Random(1)).Order().ShouldBe([0, 1, 2, 3]);
        bandit.Rank(Context(bandit, 0), 2, new Random(1)).Length.ShouldBe(2);
        bandit.Rank(Context(bandit, 0), 0, new Random(1)).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_saved_plays_on_the_same()
    {
        var bandit = Make(3);
        Played(bandit, 100, 11);
        var again = Load(Saved(bandit));
        Played(again, 100, 12).ShouldBe(Played(bandit, 100, 12));
        Saved(again).ShouldBe(Saved(bandit));
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-bandit").FullName, "some.model");
        bandit.Save(path);
        Saved(Load(path)).ShouldBe(Saved(bandit));
    }

    [Fact]
    public void A_torn_or_foreign_file_is_refused()
    {
        var file = Saved(Make(3));
        Should.Throw<ModelFileException>(() => Load(file[..^5])).Fault.ShouldBe(ModelFault.Torn);
        Should.Throw<ModelFileException>(() => Load("a policy, it says"u8.ToArray())).Fault.ShouldBe(ModelFault.Foreign);
        using var other = new MemoryStream();
        ModelFile.Save(other, "explore.other", 1, _ => { });
        Should.Throw<ModelFileException>(() => Load(other.ToArray())).Fault.ShouldBe(ModelFault.OtherKind);
    }

    [Fact]
    public void What_cannot_be_is_refused_and_leaves_the_policy_as_it_was()
    {
        var bandit = Make(2);
        var before = Saved(bandit);
        var context = Context(bandit, 0);
        Should.Throw<ArgumentOutOfRangeException>(() => bandit.Learn(2, context, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => bandit.Learn(-1, context, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => bandit.Learn(0, context, double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => bandit.Learn(0, context, double.PositiveInfinity));
        Should.Throw<ArgumentException>(() => bandit.Learn(0, [.. context, 1], 1));
        Should.Throw<ArgumentException>(() => bandit.Choose([.. context, 1], new Random(1)));
        if (context.Length > 0) Should.Throw<ArgumentException>(() => bandit.Choose([double.NaN, 1], new Random(1)));
        Should.Throw<ArgumentException>(() => bandit.Score(context, new Random(1), new double[3]));
        Should.Throw<ArgumentOutOfRangeException>(() => Make(0));
        Saved(bandit).ShouldBe(before);
    }
}
