using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Kernel.Schedule;

public class SchedulerTests
{
    [Fact]
    public async Task A_work_that_takes_long_keeps_no_other_waiting()
    {
        await using var database = new OwnDatabase(Provider.Sqlite);
        await database.Db.Database.EnsureCreatedAsync();
        foreach (var name in new[] { Slow.Name, Quick.Name }) database.Db.Add(new ScheduleRow { Name = name });
        await database.Db.SaveChangesAsync();
        var done = new TaskCompletionSource();
        await using var services = new ServiceCollection().AddSingleton(done).AddScoped(_ => database.Open()).AddScheduled<Slow>().AddScheduled<Quick>().BuildServiceProvider();
        var scheduler = new Scheduler(services.GetRequiredService<IServiceScopeFactory>(), services.GetServices<ScheduledWork>(), TimeProvider.System, NullLogger<Scheduler>.Instance);
        await scheduler.StartAsync(default);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await scheduler.StopAsync(default);
        (await database.Open().Set<ScheduleRow>().SingleAsync(r => r.Name == Slow.Name)).LastAt.ShouldBeNull("it was cut off, and comes round again");
    }

    [Theory, BothDatabases]
    public async Task A_turn_set_by_a_clock_that_ran_a_day_ahead_is_not_waited_for(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        await database.Db.Database.EnsureCreatedAsync();
        var (now, hour) = (Instant.Now(TimeProvider.System), TimeSpan.FromHours(1));
        database.Db.AddRange(new ScheduleRow { Name = Slow.Name, NextAt = now.Plus(TimeSpan.FromDays(1)) }, new ScheduleRow { Name = Quick.Name, NextAt = now.Plus(hour) });
        await database.Db.SaveChangesAsync();
        await using var services = new ServiceCollection().AddScoped(_ => database.Open()).BuildServiceProvider();
        var scheduler = new Scheduler(services.GetRequiredService<IServiceScopeFactory>(), [], TimeProvider.System, NullLogger<Scheduler>.Instance);
        (await scheduler.Take(new(Slow.Name, hour, typeof(Slow)), default)).ShouldBeTrue();
        (await scheduler.Take(new(Slow.Name, hour, typeof(Slow)), default)).ShouldBeFalse("it has its turn in an hour again");
        (await scheduler.Take(new(Quick.Name, hour, typeof(Quick)), default)).ShouldBeFalse();
    }

    private sealed class Slow : IScheduled
    {
        public static string Name => "test.slow";
        public static TimeSpan Every => TimeSpan.FromHours(1);

        // Holds its thread, as all that goes on in SQLite does.
        public Task Run(CancellationToken cancel)
        {
            cancel.WaitHandle.WaitOne();
            return Task.FromCanceled(cancel);
        }
    }

    private sealed class Quick(TaskCompletionSource done) : IScheduled
    {
        public static string Name => "test.quick";
        public static TimeSpan Every => TimeSpan.FromHours(1);

        public Task Run(CancellationToken cancel)
        {
            done.SetResult();
            return Task.CompletedTask;
        }
    }
}
