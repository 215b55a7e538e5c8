using Kaki.Learning.Bench;
using Kaki.Learning.Judge;
using Kaki.Learning.Rank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public class ClickWorldTests
{
    static readonly ClickWorld world = new(seed: 1);

    [Fact]
    public void It_tells_sixty_features_and_ten_actions()
    {
        world.Thing(0, world.Member(0, new())).Count.ShouldBe(60);
        world.Truth(0, 0).Length.ShouldBe(10);
        world.Truth(0, 0).ShouldAllBe(p => p > 0 && p < 1);
        new ClickWorld(seed: 1).Truth(5, 7).ShouldBe(world.Truth(5, 7));
    }

    [Fact]
    public void On_its_logs_a_ranker_told_of_places_is_truer_than_one_that_believes_them()
    {
        var (told, believing, chance) = (new Ranker(settings: new() { Bits = 16 }), new Ranker(settings: new() { Bits = 16 }), new Random(2));
        var happened = new bool[10];
        for (var page = 0; page < 4000; page++)
        {
            var (member, things) = world.Page(chance);
            for (var place = 0; place < things.Length; place++)
            {
                var features = world.Thing(things[place], world.Member(member, new()));
                world.Happened(member, things[place], chance, happened);
                if (chance.NextDouble() >= ClickWorld.Examined(place)) happened.AsSpan().Clear();
                told.Learn(features, happened, (float)ClickWorld.Examined(place));
                believing.Learn(features, happened);
            }
        }
        var (a, b) = (Judged(told), Judged(believing));
        a.Auc.ShouldBeGreaterThan(b.Auc + 0.005);
        a.Error.ShouldBeLessThan(0.03);
        b.Error.ShouldBeGreaterThan(0.15);
    }

    // opens of pairs drawn evenly
    static (double Auc, double Error) Judged(Ranker ranker)
    {
        var chance = new Random(3);
        var (probabilities, told, opened) = (new float[10], new List<double>(), new List<bool>());
        for (var i = 0; i < 10_000; i++)
        {
            var (member, thing) = world.Pair(chance);
            ranker.Probabilities(world.Thing(thing, world.Member(member, new())), probabilities);
            told.Add(probabilities[0]);
            opened.Add(chance.NextDouble() < world.Truth(member, thing)[0]);
        }
        return (ScoreMetrics.Auc(told, opened), ScoreMetrics.CalibrationError(told, opened));
    }
}
