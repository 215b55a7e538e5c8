using System.Collections.Concurrent;
using Kaki.Host;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Kernel.Outbox;

public sealed record BellRang(string Bell, int Number) : IEvent
{
    public string Key => Bell;
}

public class DispatcherTests
{
    [Theory, BothDatabases]
    public async Task Events_of_one_key_arrive_in_the_order_they_were_published(Provider provider)
    {
        await using var tower = new Tower(provider);
        for (var n = 0; n < 150; n++) await tower.Ring($"bell{n % 3}", n);
        await tower.Deliver();
        tower.Heard.Count.ShouldBe(150);
        foreach (var bell in tower.Heard.GroupBy(h => h.Bell)) bell.Select(h => h.Number).ShouldBe(bell.Select(h => h.Number).Order());
        (await tower.Waiting()).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task What_is_not_committed_is_never_told(Provider provider)
    {
        await using var tower = new Tower(provider);
        await Should.ThrowAsync<Refusal>(() => tower.Ring("bell", 1, then: () => throw new Refusal("no")));
        await tower.Deliver();
        tower.Heard.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task One_that_fails_holds_up_its_own_key_and_nobody_else(Provider provider)
    {
        await using var tower = new Tower(provider);
        tower.Broken.Add("cracked");
        await tower.Ring("cracked", 1);
        await tower.Ring("cracked", 2);
        await tower.Ring("whole", 3);
        await tower.Deliver();
        tower.Heard.Select(h => h.Number).ShouldBe([3]);
        tower.Broken.Clear();
        tower.Pass(TimeSpan.FromMinutes(1));
        await tower.Deliver();
        tower.Heard.Select(h => h.Number).ShouldBe([3, 1, 2]);
    }

    [Theory, BothDatabases]
    public async Task One_that_never_succeeds_is_parked_and_comes_again_when_an_operator_says_so(Provider provider)
    {
        await using var tower = new Tower(provider);
        tower.Broken.Add("cracked");
        await tower.Ring("cracked", 1);
        await tower.Ring("whole", 2);
        for (var attempt = 0; attempt < Dispatcher.MostAttempts; attempt++)
        {
            await tower.Deliver();
            tower.Pass(TimeSpan.FromMinutes(1));
        }
        var keeper = new Caller(1, "keeper", Rights.Member | Rights.Moderate | Rights.Operate, "en", null, "", false);
        var parked = (await tower.Parked.List(keeper, null)).Items.ShouldHaveSingleItem();
        (parked.Key, parked.Attempts, parked.Error).ShouldBe(("cracked", Dispatcher.MostAttempts, "InvalidOperationException: The bell is cracked"));
        tower.Broken.Clear();
        await tower.Ring("cracked", 3);
        await tower.Deliver();
        tower.Heard.Select(h => h.Number).ShouldBe([2, 3], "a parked event blocks nobody");
        await tower.Parked.Replay(keeper, parked.Id);
        await tower.Deliver();
        tower.Heard.Select(h => h.Number).ShouldBe([2, 3, 1]);
    }

    [Theory, BothDatabases]
    public async Task What_a_handler_writes_is_there_once_however_often_its_batch_was_undone(Provider provider)
    {
        await using var tower = new Tower(provider);
        for (var n = 0; n < 20; n++) await tower.Ring(n == 13 ? "cracked" : $"bell{n}", n);
        tower.Broken.Add("cracked");
        await tower.Deliver();
        tower.Pass(TimeSpan.FromMinutes(1));
        tower.Broken.Clear();
        await tower.Deliver();
        (await tower.Written()).ShouldBe(Enumerable.Range(0, 20).Select(n => "bell " + n).Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task One_that_fails_only_as_its_change_is_saved_is_parked_like_any_other(Provider provider)
    {
        await using var tower = new Tower(provider);
        await tower.Ring("whole", 1);
        await tower.Deliver();
        tower.Lazy.Add("cracked");
        await tower.Ring("cracked", 1); // its row is there already
        for (var n = 2; n < 10; n++) await tower.Ring($"bell{n}", n);
        for (var attempt = 0; attempt < Dispatcher.MostAttempts; attempt++)
        {
            await tower.Deliver();
            tower.Pass(TimeSpan.FromMinutes(1));
        }
        var keeper = new Caller(1, "keeper", Rights.Member | Rights.Moderate | Rights.Operate, "en", null, "", false);
        (await tower.Parked.List(keeper, null)).Items.ShouldHaveSingleItem().Key.ShouldBe("cracked");
        (await tower.Written()).ShouldBe(Enumerable.Range(1, 9).Select(n => "bell " + n));
    }

    [Theory, BothDatabases]
    public async Task Only_what_was_published_wakes_the_dispatcher(Provider provider)
    {
        await using var tower = new Tower(provider);
        tower.Broken.Add("cracked");
        await tower.Ring("cracked", 1);
        await tower.Ring("cracked", 2); // due, and waits for the first
        tower.Woken().ShouldBeTrue();
        await tower.Deliver();
        tower.Woken().ShouldBeFalse("it would go round and round until the first is tried again");
        await tower.Deliver();
        tower.Woken().ShouldBeFalse();
    }

    [Fact]
    public async Task A_lane_another_node_holds_is_left_to_it()
    {
        await using var tower = new Tower(Provider.Postgres);
        await using var other = new Npgsql.NpgsqlConnection(tower.Connection);
        await other.OpenAsync();
        await using (var held = await other.BeginTransactionAsync())
        {
            await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock(7, lane) from generate_series(0, 7) lane", other);
            await hold.ExecuteNonQueryAsync();
            await tower.Ring("bell", 1);
            tower.Woken().ShouldBeTrue();
            await tower.Deliver();
            tower.Heard.ShouldBeEmpty();
            tower.Woken().ShouldBeFalse();
        }
        await tower.Deliver();
        tower.Heard.ShouldHaveSingleItem();
    }

    [Theory, BothDatabases]
    public async Task Many_nodes_at_once_tell_each_event_once(Provider provider)
    {
        await using var tower = new Tower(provider);
        for (var n = 0; n < 200; n++) await tower.Ring($"bell{n % 20}", n);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(tower.Deliver)));
        await tower.Deliver();
        (await tower.Written()).Count.ShouldBe(200);
        tower.Heard.Select(h => h.Number).Distinct().Count().ShouldBe(200);
    }

    /// <summary>Writes a row for each event, whose key would break where it came twice, and says what it heard.</summary>
    internal sealed class Ringer(AppDb db, Tower tower) : IHandle<BellRang>
    {
        public async Task Handle(BellRang fact, CancellationToken cancel)
        {
            db.Add(new ScheduleRow { Name = "bell " + fact.Number });
            if (tower.Lazy.Contains(fact.Bell)) return;
            await db.SaveChangesAsync(cancel);
            if (tower.Broken.Contains(fact.Bell)) throw new InvalidOperationException("The bell is cracked");
            tower.Heard.Enqueue(fact);
        }
    }

    /// <summary>A kernel on a database of its own, with one handler and a clock that is set.</summary>
    internal sealed class Tower : TimeProvider, IAsyncDisposable
    {
        private readonly OwnDatabase database;
        private readonly ServiceProvider services;
        private DateTimeOffset now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

        public Tower(Provider provider)
        {
            database = new OwnDatabase(provider);
            database.Db.Database.EnsureCreated();
            var all = new ServiceCollection().AddSingleton(this).AddSingleton<TimeProvider>(this).AddSingleton(database.Settings).AddSingleton<WriteGate>().AddSingleton<Ids>().AddSingleton<Subscriptions>().AddScoped<ParkedEvents>();
            foreach (var floor in House.Floors) all.AddSingleton(floor);
            services = all.AddHandler<BellRang, Ringer>().AddDbContextPool<AppDb>(o => DatabaseServices.Use(o, database.Settings)).BuildServiceProvider();
        }

        public ConcurrentQueue<BellRang> Heard { get; } = new();
        public HashSet<string> Broken { get; } = [];

        /// <summary>Whose changes are left to whoever saves next.</summary>
        public HashSet<string> Lazy { get; } = [];
        public string Connection => database.Settings.ConnectionString;

        /// <summary>Whether the bell rang since the last question.</summary>
        public bool Woken()
        {
            using var now = new CancellationTokenSource();
            var rung = services.GetRequiredService<Subscriptions>().Rung(TimeSpan.FromMinutes(1), now.Token);
            if (rung.IsCompleted) return true;
            now.Cancel();
            return false;
        }

        public ParkedEvents Parked => services.CreateScope().ServiceProvider.GetRequiredService<ParkedEvents>();

        public override DateTimeOffset GetUtcNow() => now;
        public void Pass(TimeSpan time) => now += time;

        public async Task Ring(string bell, int number, Action? then = null)
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.Write(() =>
            {
                db.Publish(new BellRang(bell, number));
                then?.Invoke();
                return Task.CompletedTask;
            });
        }

        public async Task Deliver()
        {
            var dispatcher = new Dispatcher(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<Subscriptions>(), this, NullLogger<Dispatcher>.Instance);
            while (await dispatcher.Round(CancellationToken.None) > 0) { }
        }

        public Task<int> Waiting() => database.Db.Set<OutboxRow>().CountAsync();

        public Task<List<string>> Written() => database.Db.Set<ScheduleRow>().Select(r => r.Name).OrderBy(n => n).ToListAsync();

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
