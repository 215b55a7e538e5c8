using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.People.Mail;

public class PostmanTests
{
    [Theory, BothDatabases]
    public async Task A_letter_nobody_takes_is_tried_for_days_and_then_parked(Provider provider)
    {
        await using var office = new Office(provider);
        await office.Write();
        var tried = new List<TimeSpan>();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(6); office.Pass(TimeSpan.FromMinutes(10)), passed += TimeSpan.FromMinutes(10))
            if (await office.Postman.DeliverOne(CancellationToken.None)) tried.Add(passed);
        tried.Count.ShouldBe(Postman.MostAttempts);
        tried[^1].ShouldBeInRange(TimeSpan.FromDays(2.5), TimeSpan.FromDays(4));
        var letter = await office.Letter();
        (letter.State, letter.Error).ShouldBe((LetterState.Parked, "IOException: The mail server said 421"));
    }

    [Theory, BothDatabases]
    public async Task A_letter_that_was_taken_late_is_gone(Provider provider)
    {
        await using var office = new Office(provider);
        await office.Write();
        await office.Postman.DeliverOne(CancellationToken.None);
        (await office.Postman.DeliverOne(CancellationToken.None)).ShouldBeFalse("it waits");
        office.Takes = true;
        office.Pass(TimeSpan.FromMinutes(1));
        (await office.Postman.DeliverOne(CancellationToken.None)).ShouldBeTrue();
        (await office.Letters()).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_parked_letter_goes_out_when_an_operator_says_so(Provider provider)
    {
        await using var office = new Office(provider);
        await office.Write(LetterState.Parked);
        (await office.Postman.DeliverOne(CancellationToken.None)).ShouldBeFalse();
        await Should.ThrowAsync<Refusal>(() => office.Parked.Replay(Keeper with { Rights = Rights.Member }));
        (await office.Parked.Count()).ShouldBe(1);
        (await office.Parked.Replay(Keeper)).ShouldBe(1);
        office.Takes = true;
        (await office.Postman.DeliverOne(CancellationToken.None)).ShouldBeTrue();
        (await office.Letters()).ShouldBe(0);
        (await Should.ThrowAsync<Refusal>(() => office.Parked.Replay(Keeper))).Code.ShouldBe("missing");
    }

    private static readonly Caller Keeper = new(1, "keeper", Rights.Member | Rights.Moderate | Rights.Operate, "en", null, "", false);

    /// <summary>A postman with a clock that is set, and a mail server that takes letters or does not.</summary>
    private sealed class Office : TimeProvider, IMail, IAsyncDisposable
    {
        private readonly OwnDatabase database;
        private readonly ServiceProvider services;
        private DateTimeOffset now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

        public Office(Provider provider)
        {
            database = new OwnDatabase(provider);
            database.Db.Database.EnsureCreated();
            services = new ServiceCollection().AddScoped(_ => database.Open()).BuildServiceProvider();
            Postman = new(services.GetRequiredService<IServiceScopeFactory>(), this, this, NullLogger<Postman>.Instance);
        }

        public Postman Postman { get; }
        public bool Takes { get; set; }

        public override DateTimeOffset GetUtcNow() => now;
        public void Pass(TimeSpan time) => now += time;

        public ParkedLetters Parked => new(database.Db, this);

        public async Task Write(LetterState state = LetterState.Waiting)
        {
            database.Db.Add(new Letter { Id = 1, Email = "amy@example.org", Subject = "Hello", Body = "Amy", NextAt = Instant.Now(this), State = state });
            await database.Db.SaveChangesAsync();
        }

        public Task<Letter> Letter() => database.Db.Set<Letter>().AsNoTracking().SingleAsync();
        public Task<int> Letters() => database.Db.Set<Letter>().CountAsync();

        public Task Send(Letter letter, CancellationToken cancel) => Takes ? Task.CompletedTask : throw new IOException("The mail server said 421");

        public async ValueTask DisposeAsync()
        {
            Postman.Dispose();
            await services.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
