using System.Runtime.Intrinsics;
using Kaki.Learning.Models;
using Kaki.Learning.Rank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rank;

/// <summary>What a ranker of actions must do however it is made. Thing 1 is liked eight times in ten and hidden once in twenty, thing 0 the other way about.</summary>
public abstract class RankerContract
{
    protected static readonly Field Thing = new("thing"), Member = new("member"), Age = new("age");
    protected static readonly string[] Actions = ["like", "hide"];

    protected abstract RankerSettings Settings { get; }

    protected Ranker Make() => new(Actions, Settings with { Bits = 12 });

    protected static float[] Told(Ranker ranker, Features features)
    {
        var told = new float[ranker.Actions.Count];
        ranker.Probabilities(features, told);
        return told;
    }

    static Features Shown(int member, int thing, float age = 0) => new Features().Add(Member, member).Add(Thing, thing).AddNumber(Age, age);

    static void Teach(Ranker ranker, int examples, int seed)
    {
        var chance = new Random(seed);
        for (var i = 0; i < examples; i++)
        {
            var thing = chance.Next(2);
            var (like, hide) = thing == 1 ? (0.8, 0.05) : (0.05, 0.8);
            ranker.Learn(Shown(chance.Next(50), thing), [chance.NextDouble() < like, chance.NextDouble() < hide]);
        }
    }

    static byte[] Saved(Ranker ranker)
    {
        using var to = new MemoryStream();
        ranker.Save(to);
        return to.ToArray();
    }

    [Fact]
    public void Each_action_is_learnt_as_often_as_it_happens()
    {
        var ranker = Make();
        Teach(ranker, 20_000, 1);
        Told(ranker, Shown(7, 1))[0].ShouldBe(0.8f, 0.05f);
        Told(ranker, Shown(7, 1))[1].ShouldBe(0.05f, 0.03f);
        Told(ranker, Shown(7, 0))[0].ShouldBe(0.05f, 0.03f);
        Told(ranker, Shown(7, 0))[1].ShouldBe(0.8f, 0.05f);
        ranker.Learnt.ShouldBe(20_000);
    }

    [Fact]
    public void The_order_is_the_true_one_whatever_stood_on_top()
    {
        // the better thing (0.6) always stood where one in five looks, the worse (0.3) where all do
        var (told, believing, chance) = (Make(), Make(), new Random(2));
        for (var i = 0; i < 20_000; i++)
        {
            var better = chance.Next(2) == 1;
            var (wanted, examined) = better ? (0.6, 0.2f) : (0.3, 1f);
            bool[] happened = [chance.NextDouble() < wanted * examined, false];
            told.Learn(Shown(chance.Next(50), better ? 1 : 0), happened, examined);
            believing.Learn(Shown(chance.Next(50), better ? 1 : 0), happened);
        }
        Told(told, Shown(3, 1))[0].ShouldBe(0.6f, 0.08f);
        Told(told, Shown(3, 0))[0].ShouldBe(0.3f, 0.06f);
        Told(believing, Shown(3, 1))[0].ShouldBeLessThan(Told(believing, Shown(3, 0))[0] - 0.1f, "what believes places ranks them the wrong way round");
    }

    [Fact]
    public void A_number_is_learnt_with_its_sign()
    {
        var (ranker, chance) = (Make(), new Random(3));
        for (var i = 0; i < 20_000; i++)
        {
            var age = (float)(chance.NextDouble() * 4 - 2);
            ranker.Learn(Shown(chance.Next(50), 1, age), [chance.NextDouble() < 1 / (1 + Math.Exp(2 * age)), false]);
        }
        Told(ranker, Shown(1, 1, -1.5f))[0].ShouldBe(0.95f, 0.05f);
        Told(ranker, Shown(1, 1, 1.5f))[0].ShouldBe(0.05f, 0.05f);
    }

    [Fact]
    public void A_seed_and_an_order_give_the_same_model()
    {
        var (one, other) = (Make(), Make());
        Teach(one, 2000, 4);
        Teach(other, 2000, 4);
        Saved(one).ShouldBe(Saved(other));
    }

    [Fact]
    public void What_was_saved_learns_on_the_same()
    {
        var ranker = Make();
        Teach(ranker, 1000, 5);
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-rank").FullName, "some.model");
        ranker.Save(path);
        Saved(Ranker.Load(path)).ShouldBe(Saved(ranker));
        var again = Ranker.Load(Saved(ranker));
        again.Actions.ShouldBe(Actions);
        Told(again, Shown(1, 1)).ShouldBe(Told(ranker, Shown(1, 1)));
        Teach(ranker, 1000, 6);
        Teach(again, 1000, 6);
        Saved(again).ShouldBe(Saved(ranker));
    }

    [Fact]
    public void A_torn_or_foreign_file_is_refused()
    {
        var file = Saved(Make());
        Should.Throw<ModelFileException>(() => Ranker.Load(file[..^5])).Fault.ShouldBe(ModelFault.Torn);
        Should.Throw<ModelFileException>(() => Ranker.Load("a ranker"u8.ToArray())).Fault.ShouldBe(ModelFault.Foreign);
        using var other = new MemoryStream();
        ModelFile.Save(other, "rank.actions", 1, body => body.Write(99));
        Should.Throw<ModelFileException>(() => Ranker.Load(other.ToArray())).Fault.ShouldBe(ModelFault.Torn);
    }

    [Fact]
    public void Parts_added_up_are_the_whole()
    {
        var ranker = Make();
        Teach(ranker, 2000, 7);
        var member = ranker.Add(new Features().Add(Member, 3));
        var told = new float[2];
        ranker.Probabilities(ranker.Add(new Features().Add(Thing, 1).AddNumber(Age, 0.5f), member), told);
        told.ShouldBe(Told(ranker, Shown(3, 1, 0.5f)), 1e-5);
    }

    [Fact]
    public void A_value_is_the_weighed_sum_of_probabilities()
    {
        var ranker = Make();
        Teach(ranker, 2000, 8);
        var (whole, told) = (ranker.Add(Shown(3, 1)), Told(ranker, Shown(3, 1)));
        ranker.Value(whole, ranker.Worth(("like", 3), ("hide", -10))).ShouldBe(3 * told[0] - 10 * told[1], 1e-4f);
        ranker.Value(whole, ranker.Worth()).ShouldBe(0);
        ranker.Worth(("hide", 2))[1].ShouldBe(2);
    }

    [Fact]
    public void What_nobody_has_seen_and_nothing_at_all_are_as_probable_as_most_things()
    {
        var ranker = Make();
        Teach(ranker, 20_000, 9);
        // half are like one thing, half like the other: 0.425
        Told(ranker, Shown(999, 777))[0].ShouldBe(0.425f, 0.15f);
        Told(ranker, new Features())[0].ShouldBe(0.425f, 0.15f);
        Told(Make(), Shown(1, 1))[0].ShouldBe(0.5f, 0.01f);
    }

    [Fact]
    public void A_feature_that_stands_twice_counts_twice()
    {
        var ranker = new Ranker(Actions, Settings with { Bits = 12, Interactions = false });
        Teach(ranker, 2000, 10);
        var once = ranker.Add(new Features().Add(Thing, 1, 2));
        var twice = ranker.Add(new Features().Add(Thing, 1).Add(Thing, 1));
        ranker.Value(once, ranker.Worth(("like", 1))).ShouldBe(ranker.Value(twice, ranker.Worth(("like", 1))), 1e-6f);
    }

    [Fact]
    public void Steps_too_small_for_a_score_to_show_add_up()
    {
        // scores read three digits of a weight; one that kept no more would stand still after some two hundred examples
        var ranker = new Ranker(Actions, Settings with { Bits = 12, Rate = 0.001f });
        var features = new Features().Add(Thing, 1);
        float After(int examples)
        {
            for (var i = 0; i < examples; i++) ranker.Learn(features, [true, false]);
            return ranker.Add(features).Linear[0];
        }
        var first = After(2000);
        After(8000).ShouldBeGreaterThan(1.5f * first);
    }

    [Fact]
    public void Giant_numbers_are_cut_and_leave_the_model_finite()
    {
        var (ranker, chance) = (Make(), new Random(11));
        for (var i = 0; i < 5000; i++) ranker.Learn(Shown(chance.Next(5), 1, chance.Next(2) == 0 ? float.MaxValue : float.MinValue), [chance.Next(2) == 0, true]);
        Told(ranker, Shown(1, 1, float.MaxValue)).ShouldAllBe(p => p >= 0 && p <= 1);
        Told(ranker, Shown(1, 1, Features.Most)).ShouldBe(Told(ranker, Shown(1, 1, 1e30f)));
    }

    [Fact]
    public void What_cannot_be_is_refused_and_leaves_the_model_as_it_was()
    {
        var ranker = Make();
        Teach(ranker, 100, 12);
        var before = Saved(ranker);
        Should.Throw<ArgumentException>(() => ranker.Learn(Shown(1, 1), [true]));
        Should.Throw<ArgumentOutOfRangeException>(() => ranker.Learn(Shown(1, 1), [true, false], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => ranker.Learn(Shown(1, 1), [true, false], float.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => ranker.Learn(Shown(1, 1), [true, false], 1.1f));
        Should.Throw<ArgumentOutOfRangeException>(() => Shown(1, 1, float.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => Shown(1, 1, float.PositiveInfinity));
        Should.Throw<ArgumentException>(() => ranker.Probabilities(Shown(1, 1), new float[3]));
        Should.Throw<ArgumentException>(() => ranker.Worth(("wave", 1)));
        Should.Throw<ArgumentException>(() => ranker.Worth(("like", float.NaN)));
        Should.Throw<ArgumentException>(() => new Ranker([]));
        Should.Throw<ArgumentException>(() => new Ranker(["like", "like"]));
        Should.Throw<ArgumentException>(() => new Ranker([.. Enumerable.Range(0, 17).Select(i => $"{i}")]));
        Should.Throw<ArgumentException>(() => new Ranker(Actions, Settings with { Bits = 3 }));
        Should.Throw<ArgumentException>(() => new Ranker(Actions, Settings with { Rate = float.NaN }));
        Saved(ranker).ShouldBe(before);
    }
}

public class RankerOfSingleFeaturesTests : RankerContract
{
    protected override RankerSettings Settings => new() { Interactions = false };
}

public class RankerTests : RankerContract
{
    protected override RankerSettings Settings => new();

    [Fact]
    public void Tastes_are_learnt_like_the_fields_of_a_board()
    {
        // each thing is liked as often as any other, and each member likes as many: only who and what together tells
        var (ranker, plain, chance) = (Make(), new Ranker(Actions, new() { Bits = 12, Interactions = false }), new Random(6));
        for (var i = 0; i < 40_000; i++)
        {
            var (member, thing) = (chance.Next(20), chance.Next(20));
            var features = new Features().Add(Member, member).Add(Thing, thing);
            ranker.Learn(features, [member % 2 == thing % 2, member % 2 != thing % 2]);
            plain.Learn(features, [member % 2 == thing % 2, member % 2 != thing % 2]);
        }
        for (var member = 0; member < 20; member++)
            for (var thing = 0; thing < 20; thing++)
            {
                var features = new Features().Add(Member, member).Add(Thing, thing);
                Told(ranker, features)[0].ShouldBe(member % 2 == thing % 2 ? 1 : 0, 0.1f);
                Told(ranker, features)[1].ShouldBe(member % 2 == thing % 2 ? 0 : 1, 0.1f);
            }
        Told(plain, new Features().Add(Member, 1).Add(Thing, 1))[0].ShouldBe(0.5f, 0.2f);
    }

    [Fact]
    public void The_sites_actions_fit()
    {
        var ranker = new Ranker(settings: new() { Bits = 8 });
        ranker.Actions.ShouldBe(Ranker.SiteActions);
        Told(ranker, new Features().Add(Thing, 1)).Length.ShouldBe(10);
    }
}
