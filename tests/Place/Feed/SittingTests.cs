using Kaki.Kernel;
using Kaki.Place.Feed;

namespace Kaki.Tests.Place.Feed;

/// <summary>What a member was given lately, whichever candidates there are at the moment.</summary>
public class SittingTests
{
    private static readonly Instant Start = new(1_800_000_000_000_000);

    private static Pool Of(IEnumerable<long> notes) =>
        new([.. notes.Select((id, place) => new Candidate(place, id, 1, "en", Start, 0, false, []))], Start);

    private static List<long> SeenOf(Sitting sitting, Pool pool, Instant since) =>
        sitting.With(pool, since, seen => pool.Candidates.Where(seen.Contains).Select(c => c.Id).ToList());

    [Fact]
    public void It_knows_what_was_given_since_and_nothing_else_whatever_happens_between()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var chance = new Random(seed);
            var (sitting, given, now, since) = (new Sitting(), new List<(Instant At, long Note)>(), Start, Start);
            var pool = Of(Enumerable.Range(1, 150).Select(i => (long)i));
            for (var step = 0; step < 40; step++)
            {
                now = now.Plus(TimeSpan.FromMinutes(chance.Next(5)));
                if (chance.Next(4) == 0) pool = Of(Enumerable.Range(1, 200).OrderBy(_ => chance.Next()).Take(chance.Next(200)).Select(i => (long)i));
                if (chance.Next(3) == 0 && now.Minus(TimeSpan.FromMinutes(20)) > since) since = now.Minus(TimeSpan.FromMinutes(20));
                long[] group = [.. Enumerable.Range(0, chance.Next(6)).Select(_ => (long)chance.Next(1, 200))];
                sitting.Add(group, now);
                given.AddRange(group.Select(n => (now, n)));
                var lately = given.Where(g => g.At >= since).Select(g => g.Note).ToHashSet();
                SeenOf(sitting, pool, since).ShouldBe(pool.Candidates.Select(c => c.Id).Where(lately.Contains), $"seed {seed}, step {step}");
            }
        }
    }

    [Fact]
    public void What_was_not_reached_is_taken_back_and_what_was_seen_before_stays_seen()
    {
        var (sitting, pool) = (new Sitting(), Of([1, 2, 3, 4, 5, 6]));
        sitting.Add([1, 2, 3], Start);
        sitting.Add([4, 2, 5], Start.Plus(TimeSpan.FromMinutes(10)));
        SeenOf(sitting, pool, Start).ShouldBe([1, 2, 3, 4, 5]);
        sitting.TakeBack([2, 5]);
        SeenOf(sitting, pool, Start).ShouldBe([1, 2, 3, 4]);
        sitting.Add([6], Start.Plus(TimeSpan.FromMinutes(20)));
        SeenOf(sitting, pool, Start.Plus(TimeSpan.FromMinutes(5))).ShouldBe([4, 6]);
        SeenOf(sitting, pool, Start.Plus(TimeSpan.FromMinutes(15))).ShouldBe([6]);
    }

    [Fact]
    public void Nothing_given_is_nothing_seen() => SeenOf(new Sitting(), Of([1, 2, 3]), Start).ShouldBeEmpty();
}
