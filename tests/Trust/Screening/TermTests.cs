using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Trust.Screening;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Trust.Screening;

public class TermTests
{
    private static int last;

    // The list is the whole site's: words nobody else of the run writes.
    private static string Fresh() => $"zwq{(char)('a' + Interlocked.Increment(ref last))}xj";

    private static Task<HttpResponseMessage> Put(TestPerson keeper, string text, string action = "refuse", string? innocent = null) =>
        keeper.Client.PutAsJsonAsync("/api/v1/terms", new { text, action, innocent });

    private static async Task<Verdict> Check(TestSite site, string text)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<Screen>().Check(text);
    }

    [Theory, BothDatabases]
    public async Task A_term_is_refused_or_marked_as_its_operator_said_until_it_is_removed(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson keeper = await site.SignedIn("keeper", Rights.Member | Rights.Operate), writer = await site.SignedIn("writer");
        var (refused, marked) = (Fresh(), Fresh());
        var id = (await Put(keeper, refused).Json()).GetProperty("id").GetString();
        await Put(keeper, marked, "mark").Json();
        var profile = await writer.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "Writer", bio = $"I say {refused}." });
        ((int)profile.StatusCode, await profile.Code()).ShouldBe((422, "words.refused"));
        var verdict = await Check(site, $"one {marked}, two");
        (verdict.Refused, verdict.Marked).ShouldBe((false, true));
        verdict.Words.ShouldBe([marked]);
        (await keeper.Client.DeleteAsync($"/api/v1/terms/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Check(site, refused)).ShouldBe(Verdict.Clean);
    }

    [Theory, BothDatabases]
    public async Task Many_who_put_one_term_in_the_same_moment_put_it_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Member | Rights.Operate);
        for (var round = 0; round < 3; round++)
        {
            var word = Fresh();
            var put = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Put(keeper, word).Json()));
            put.Select(p => p.GetProperty("id").GetString()).Distinct().Count().ShouldBe(1);
        }
    }

    [Theory, BothDatabases]
    public async Task A_term_put_while_the_list_is_read_is_known_to_the_next_who_asks(Provider provider)
    {
        var (site, word) = (TestSite.On(provider), Fresh());
        var scopes = new ScopesThatEnd(site.Services.GetRequiredService<IServiceScopeFactory>());
        var list = new TermList(scopes, TimeProvider.System, NullLogger<TermList>.Instance);
        scopes.AtTheEnd = async () =>
        {
            await using var scope = site.Scope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Add(new Term { Id = db.NextId(), Text = word, Action = TermAction.Mark, Added = Instant.Now(TimeProvider.System) });
            await db.SaveChangesAsync();
            list.Expire();
        };
        await list.Current();
        (await list.Current()).Actions.Keys.ShouldContain(word);
    }

    /// <summary>Does something when what was read is at hand, and not yet put where others find it; once.</summary>
    private sealed class ScopesThatEnd(IServiceScopeFactory scopes) : IServiceScopeFactory
    {
        public Func<Task>? AtTheEnd { get; set; }

        public IServiceScope CreateScope() => new Scope(scopes.CreateAsyncScope(), this);

        private sealed class Scope(AsyncServiceScope scope, ScopesThatEnd all) : IServiceScope, IAsyncDisposable
        {
            public IServiceProvider ServiceProvider => scope.ServiceProvider;
            public void Dispose() => scope.Dispose();

            public async ValueTask DisposeAsync()
            {
                await scope.DisposeAsync();
                var act = all.AtTheEnd;
                all.AtTheEnd = null;
                if (act is not null) await act();
            }
        }
    }

    [Theory, BothDatabases]
    public async Task A_term_nothing_can_be_found_by_is_refused(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Member | Rights.Operate);
        foreach (var nothing in new[] { "", "\u200b", "\u00ad", "ﷺﷺﷺﷺﷺ" })
        {
            var answer = await Put(keeper, nothing);
            (answer.StatusCode, await answer.Code()).ShouldBe((HttpStatusCode.BadRequest, "terms.length"));
        }
        (await Check(site, "Good morning")).ShouldBe(Verdict.Clean);
    }

    [Theory, BothDatabases]
    public async Task A_term_that_is_in_the_list_and_cannot_be_found_stops_nobody(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Member | Rights.Operate);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var invisible = new Term { Id = db.NextId(), Text = "\u200c" };
        db.Add(invisible);
        await db.SaveChangesAsync();
        try
        {
            var word = Fresh();
            await Put(keeper, word).Json();
            (await Check(site, word)).Refused.ShouldBeTrue();
        }
        finally
        {
            db.Remove(invisible);
            await db.SaveChangesAsync();
        }
    }

    [Theory, BothDatabases]
    public async Task Another_exception_of_the_same_length_counts_as_well(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Member | Rights.Operate);
        var word = Fresh() + "词";
        await Put(keeper, word, innocent: $"左{word}").Json();
        (await Check(site, $"左{word}")).ShouldBe(Verdict.Clean);
        await Put(keeper, word, innocent: $"右{word}").Json();
        (await Check(site, $"左{word}")).Refused.ShouldBeTrue();
        (await Check(site, $"右{word}")).ShouldBe(Verdict.Clean);
    }
}
