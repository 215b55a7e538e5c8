using Kaki.Host;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kaki.Tests.Kernel.Data;

public class NodeLeaseTests
{
    [Theory, BothDatabases]
    public async Task Processes_that_start_at_once_take_different_numbers(Provider provider)
    {
        await using var database = await Migrated(provider);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Process.Start(database, TimeProvider.System)));
        nodes.Select(n => n.Number).ShouldBeUnique();
        nodes.Select(n => n.Number).Order().ShouldBe(Enumerable.Range(0, 8));
        foreach (var node in nodes) await node.Stop();
    }

    [Theory, BothDatabases]
    public async Task A_number_given_back_or_left_three_minutes_is_taken_again(Provider provider)
    {
        await using var database = await Migrated(provider);
        var (first, second) = (await Process.Start(database, TimeProvider.System), await Process.Start(database, TimeProvider.System));
        (first.Number, second.Number).ShouldBe((0, 1));
        await first.Stop();
        var third = await Process.Start(database, TimeProvider.System);
        third.Number.ShouldBe(0);
        var later = await Process.Start(database, new Ahead(TimeSpan.FromMinutes(4))); // neither renewed: to whoever comes later they are dead
        later.Number.ShouldBe(0);
        foreach (var node in new[] { second, third, later }) await node.Stop();
    }

    [Theory, BothDatabases]
    public async Task A_number_is_kept_while_its_process_lives(Provider provider)
    {
        await using var database = await Migrated(provider);
        var first = await Process.Start(database, new Hurried());
        async Task<Instant> Until() => (await database.Db.Set<Node>().AsNoTracking().SingleAsync(n => n.Id == first.Number)).Until;
        var taken = await Until();
        await Soon.Holds(async () => await Until() >= taken.Plus(TimeSpan.FromMinutes(6)), "The renewal");
        await first.Stop();
    }

    [Theory, BothDatabases]
    public async Task When_all_numbers_are_held_the_start_says_what_to_do(Provider provider)
    {
        await using var database = await Migrated(provider);
        database.Db.AddRange(Enumerable.Range(0, 1024).Select(n => new Node { Id = n, Holder = $"other:{n}", Until = Instant.Now(TimeProvider.System).Plus(TimeSpan.FromMinutes(2)) }));
        await database.Db.SaveChangesAsync();
        (await Should.ThrowAsync<InvalidOperationException>(() => Process.Start(database, TimeProvider.System))).Message.ShouldContain("Stop a node");
    }

    private static async Task<OwnDatabase> Migrated(Provider provider)
    {
        var database = new OwnDatabase(provider);
        await new Migrator(database.Settings, Migration.In(typeof(House).Assembly, provider), TimeProvider.System).Apply();
        return database;
    }

    /// <summary>What one process has of its own: its gate, its ids, its lease.</summary>
    private sealed record Process(int Number, IAsyncDisposable Lease, ServiceProvider Services)
    {
        public static async Task<Process> Start(OwnDatabase database, TimeProvider clock)
        {
            var services = new ServiceCollection().AddSingleton(database.Settings).AddSingleton<WriteGate>().AddSingleton<Ids>().AddSingleton(clock).AddLogging().BuildServiceProvider();
            var lease = await services.TakeNode();
            return new(services.GetRequiredService<Ids>().Node, lease, services);
        }

        public async Task Stop()
        {
            await Lease.DisposeAsync();
            await Services.DisposeAsync();
        }
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    /// <summary>A clock on which a minute is a fifth of a second.</summary>
    private sealed class Hurried : TimeProvider
    {
        private const int Speed = 300;
        private readonly DateTimeOffset from = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => from + (System.GetUtcNow() - from) * Speed;
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, dueTime / Speed, period / Speed);
    }
}
