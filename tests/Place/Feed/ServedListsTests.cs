using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Place.Feed;

/// <summary>One list, read on by several pages and nodes.</summary>
public class ServedListsTests
{
    [Theory, BothDatabases]
    public async Task Where_another_node_has_given_more_of_a_list_its_tail_is_the_one_that_was_given(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (id, now) = (db.NextId(), Instant.Now(TimeProvider.System));
        var there = ServedList.Of(id, null, Numbers(1, 160), now);
        there.Given = 60;
        db.Add(there);
        await db.SaveChangesAsync();
        var lists = Lists();
        var here = ServedList.Of(id, null, Numbers(1, 60), now);
        lists.Keep(here);
        lists.Give(here, 40);
        (await lists.Find(db, id, null, 40)).ShouldBe(here, "nobody has given more");
        (await lists.Find(db, id, null, 60))!.Ids.Length.ShouldBe(160);
    }

    [Fact]
    public async Task What_this_node_knows_better_than_the_database_stays()
    {
        await using var scope = TestSite.On(Provider.Sqlite).Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (id, now) = (db.NextId(), Instant.Now(TimeProvider.System));
        var written = ServedList.Of(id, null, Numbers(1, 60), now);
        written.Given = 20;
        db.Add(written);
        await db.SaveChangesAsync();
        var lists = Lists();
        var here = ServedList.Of(id, null, Numbers(1, 80), now);
        lists.Keep(here);
        lists.Give(here, 60);
        lists.Reached(here, 45);
        (await lists.Find(db, id, null, 60)).ShouldBe(here);
    }

    [Fact]
    public async Task Two_pages_of_one_list_are_given_at_once()
    {
        await using var scope = TestSite.On(Provider.Sqlite).Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var lists = Lists();
        var list = ServedList.Of(db.NextId(), 7, Numbers(1, 60), Instant.Now(TimeProvider.System));
        lists.Keep(list);
        await lists.WithSeen(db, 7, Pool.Empty, _ => true); // the member's sitting is at hand
        void Often(Action give) { for (var i = 0; i < 5_000; i++) give(); }
        await Task.WhenAll(Task.Run(() => Often(() => lists.Give(list, 40))), Task.Run(() => Often(() => lists.Give(list, 60))), Task.Run(() => Often(() => lists.Reached(list, 20))));
    }

    private static ServedLists Lists() => new(TestSite.On(Provider.Sqlite).Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, NullLogger<ServedLists>.Instance);

    private static List<long> Numbers(long from, int count) => [.. Enumerable.Range(0, count).Select(i => from + i)];
}
