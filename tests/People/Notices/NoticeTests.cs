using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.People.Accounts;
using Kaki.People.Mail;
using Kaki.People.Notices;
using Kaki.Place;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.People.Notices;

public class NoticeTests
{
    private static async Task Publish(TestSite site, params NoticeDue[] due)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var d in due) db.Publish(d);
        await db.SaveChangesAsync();
    }

    private static async Task<JsonElement[]> Notices(TestPerson person, int expected)
    {
        JsonElement[] items = [];
        await Soon.Holds(async () => (items = [.. (await person.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray()]).Length >= expected, $"{expected} notices");
        return items;
    }

    [Theory, BothDatabases]
    public async Task What_nobody_did_is_told_in_a_whole_sentence(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        foreach (var kind in new[] { NoticeKind.OrderShipped, NoticeKind.OrderReceived }) await Publish(site, new NoticeDue(person.MemberId, kind, null, "order:1", null));
        (await Notices(person, 2)).Select(n => n.GetProperty("text").GetString()).ShouldBe(["Your parcel is on its way", "Receipt was confirmed automatically"], ignoreOrder: true);
    }

    private static NoticeDue Like(TestPerson to, TestPerson from, string note = "note:abc") => new(to.MemberId, NoticeKind.Like, from.MemberId, note, "A tent that stands");

    // Events to one person arrive in order, so when the last has come all before it have been dealt with.
    private static async Task<JsonElement[]> Settled(TestSite site, TestPerson person, int before)
    {
        await Publish(site, new NoticeDue(person.MemberId, NoticeKind.OrderShipped, null, "order:last", null));
        var notices = await Notices(person, before + 1);
        return [.. notices.Where(n => n.GetProperty("kind").GetString() != "orderShipped")];
    }

    [Theory, BothDatabases]
    public async Task What_is_brought_in_is_told_of_its_own_day_and_what_is_old_has_been_read(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var now = Instant.Now(TimeProvider.System);
        Instant yesterday = now.Minus(TimeSpan.FromDays(1)), lastWeek = now.Minus(TimeSpan.FromDays(8)), lastMonth = now.Minus(TimeSpan.FromDays(30));
        await using (var scope = site.Scope())
        {
            var bring = scope.ServiceProvider.GetRequiredService<BringNotes>();
            foreach (var (name, at) in new[] { ("new", yesterday), ("old", lastWeek), ("older", lastMonth) })
                await bring.Run("notices", new NoteToBring($"{amy.Handle}/{name}", amy.MemberId, name, "Lived here.", [], at)
                {
                    Likes = [bo.MemberId, amy.MemberId], TellSince = now.Minus(TimeSpan.FromDays(14)),
                    Comments = [new(bo.MemberId, "I had one like it.", at, [amy.MemberId], [new(amy.MemberId, "Where?", at, [], [])])],
                });
        }
        var notices = await Settled(site, amy, 4);
        notices.Select(n => $"{n.GetProperty("kind").GetString()} {n.GetProperty("at").GetDateTimeOffset().UtcDateTime:d} {n.GetProperty("unread").GetBoolean()}").Order()
            .ShouldBe(new[] { ("Comment", yesterday, true), ("Comment", lastWeek, false), ("Like", yesterday, true), ("Like", lastWeek, false) }.Select(n => $"{char.ToLowerInvariant(n.Item1[0])}{n.Item1[1..]} {n.Item2.Time.UtcDateTime:d} {n.Item3}").Order());
        var his = await Settled(site, bo, 4);
        his.Select(n => n.GetProperty("kind").GetString()).Order().ShouldBe(["commentLike", "commentLike", "reply", "reply"]);
    }

    [Theory, BothDatabases]
    public async Task Many_likes_of_one_note_on_one_day_are_one_notice(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        await Publish(site, Like(amy, bo), Like(amy, cy), Like(amy, bo), Like(amy, cy, "note:xyz"));
        var notices = await Settled(site, amy, 2);
        notices.Length.ShouldBe(2);
        var both = notices.Single(n => n.GetProperty("thing").GetString() == "note:abc");
        both.GetProperty("others").GetInt32().ShouldBe(1);
        both.GetProperty("text").GetString().ShouldBe(" and 1 other liked your note");
        both.GetProperty("url").GetString().ShouldBe("/notes/abc");
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(3);
    }

    [Theory, BothDatabases]
    public async Task Own_acts_muted_people_and_switched_off_kinds_tell_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy"), dee = await site.SignedIn("dee");
        await amy.Client.PutAsync($"/api/v1/people/{bo.Handle}/mute", null);
        await cy.Client.PutAsync($"/api/v1/people/{amy.Handle}/block", null);
        await amy.Client.PutAsJsonAsync("/api/v1/account/notices", new { switches = new[] { new { kind = "Save", site = false, mail = false } } }).Json();
        await Publish(site, Like(amy, amy), Like(amy, bo), Like(amy, cy), new(amy.MemberId, NoticeKind.Save, dee.MemberId, "note:abc", null));
        (await Settled(site, amy, 0)).ShouldBeEmpty();
        (await bo.Client.GetAsync($"/api/v1/people/{amy.Handle}").Json()).GetProperty("muted").GetBoolean().ShouldBeFalse(); // the muted do not learn of it
    }

    [Theory, BothDatabases]
    public async Task A_paid_order_is_told_whatever_stands_between_shop_and_buyer(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson shop = await site.SignedIn("shop"), muted = await site.SignedIn("muted"), blocking = await site.SignedIn("blocking");
        await shop.Client.PutAsync($"/api/v1/people/{muted.Handle}/mute", null);
        await blocking.Client.PutAsync($"/api/v1/people/{shop.Handle}/block", null);
        await Publish(site, new(shop.MemberId, NoticeKind.OrderPaid, muted.MemberId, "order:1", null), new(shop.MemberId, NoticeKind.OrderPaid, blocking.MemberId, "order:2", null));
        (await Settled(site, shop, 2)).Select(n => n.GetProperty("thing").GetString()).ShouldBe(["order:1", "order:2"], ignoreOrder: true);
    }

    [Theory, BothDatabases]
    public async Task A_block_takes_back_what_two_were_told_of_each_other_but_for_trade(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        await Publish(site, new(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:abc", "You again"), new(amy.MemberId, NoticeKind.OrderPaid, bo.MemberId, "order:1", null),
            Like(amy, cy), Like(amy, bo), new(amy.MemberId, NoticeKind.Comment, cy.MemberId, "note:xyz", "Nice"), new(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:xyz", "Awful"),
            new(bo.MemberId, NoticeKind.Reply, amy.MemberId, "comment:1", "Go away"));
        await Settled(site, amy, 4);
        await Settled(site, bo, 1);
        (await amy.Client.PutAsync($"/api/v1/people/{bo.Handle}/block", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Notices(amy, 1)).Select(Shown).ShouldBe(["orderShipped order:last   0", $"comment note:xyz {cy.Handle}  0", $"like note:abc {cy.Handle} A tent that stands 0", $"orderPaid order:1 {bo.Handle}  0"]);
        (await Notices(bo, 1)).Select(Shown).ShouldBe(["orderShipped order:last   0"]);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(4);
    }

    private static string Shown(JsonElement notice) => string.Join(' ', new[] { "kind", "thing", "handle", "excerpt", "others" }.Select(p => notice.TryGetProperty(p, out var value) ? value.ToString() : ""));

    [Theory, BothDatabases]
    public async Task The_daily_letter_keeps_quiet_about_whom_one_muted_since(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        await Publish(site, new(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:abc", "You again"), new(amy.MemberId, NoticeKind.Comment, cy.MemberId, "note:xyz", "Nice"));
        await Notices(amy, 2);
        await amy.Client.PutAsync($"/api/v1/people/{bo.Handle}/mute", null);
        await WithMail(site, amy);
        var letter = await Digested(site, amy);
        letter.ShouldContain("Nice");
        letter.ShouldNotContain("You again");
    }

    [Theory, BothDatabases]
    public async Task The_daily_letter_still_tells_what_others_did_beside_somebody_muted(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        await Publish(site, new(amy.MemberId, NoticeKind.Comment, cy.MemberId, "note:abc", "Nice"), new(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:abc", "You again"));
        await Settled(site, amy, 1);
        await amy.Client.PutAsync($"/api/v1/people/{bo.Handle}/mute", null);
        await WithMail(site, amy);
        var letter = await Digested(site, amy);
        letter.ShouldContain($"- {cy.Name} commented");
        letter.ShouldNotContain("You again");
    }

    // On PostgreSQL a block cannot take away what a handler has written and not committed.
    [Theory, BothDatabases]
    public async Task What_was_under_way_when_somebody_was_blocked_is_not_shown(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        (await bo.Client.PutAsync($"/api/v1/people/{amy.Handle}/block", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            foreach (var (kind, thing, actors) in new (NoticeKind, string, long[])[] { (NoticeKind.Reply, "comment:1", [bo.MemberId]), (NoticeKind.Comment, "note:abc", [cy.MemberId, bo.MemberId]), (NoticeKind.OrderPaid, "order:1", [bo.MemberId]) })
            {
                var notice = new Notice { Id = db.NextId(), ToId = amy.MemberId, Kind = kind, Thing = thing, ActorId = bo.MemberId, Actors = actors.Length, Excerpt = "You again", At = Instant.Now(TimeProvider.System), Unread = true };
                db.Add(notice);
                db.AddRange(actors.Select(a => new NoticeActor { NoticeId = notice.Id, ActorId = a }));
            }
            await db.SaveChangesAsync();
        }
        (await Notices(amy, 2)).Select(Shown).ShouldBe([$"orderPaid order:1 {bo.Handle} You again 0", $"comment note:abc {cy.Handle}  0"], ignoreOrder: true);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(2);
        await using var counting = site.Scope();
        (await counting.ServiceProvider.GetServices<Kaki.Kernel.Faces.IBadge>().Single(b => b.Item == "notices").Of(amy.Caller())).ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task A_note_is_told_by_its_title_only_while_it_has_it_and_is_there(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), judge = await site.SignedIn("judge", Rights.Moderate);
        async Task<string> Publish(string title) => (await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title, body = $"Ask @{bo.Handle}" }).Json()).GetProperty("id").GetString()!;
        async Task<List<string?>> Read() => [.. (await bo.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("excerpt").GetString())];
        string renamed = await Publish("Bo owes me"), narrowed = await Publish("Bo snores"), deleted = await Publish("Bo cheats"), down = await Publish("Bo lies");
        await Soon.Holds(async () => (await Read()).Count(e => e is not null) == 4, "Four mentions");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{renamed}", new { title = "A loan", body = $"Ask @{bo.Handle}" })).EnsureSuccessStatusCode();
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{narrowed}", new { title = "Bo snores", body = $"Ask @{bo.Handle}", visibility = "onlyMe" })).EnsureSuccessStatusCode();
        (await amy.Client.DeleteAsync($"/api/v1/notes/{deleted}")).EnsureSuccessStatusCode();
        (await judge.Client.PostAsJsonAsync($"/api/v1/notes/{down}/moderation", new { measure = "takeDown", why = "Rude" })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Read()).OfType<string>().SequenceEqual(["A loan"]), "Only the new title is left");
    }

    [Theory, BothDatabases]
    public async Task Whom_a_note_is_not_for_any_more_learns_no_new_title(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        var body = $"Ask @{bo.Handle}";
        object Party(string title, TestPerson guest) => new { title, body, visibility = "selected", viewers = new[] { guest.Handle } };
        var party = (await amy.Client.PostAsJsonAsync("/api/v1/notes", Party("Party", bo)).Json()).GetProperty("id").GetString();
        async Task<List<string?>> Read() => [.. (await bo.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("excerpt").GetString())];
        await Soon.Holds(async () => (await Read()).Contains("Party"), "The mention");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{party}", Party("Party without Bo", cy))).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Read()).OfType<string>().ToList() is [], "No title at all");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{party}", new { title = "Party for all", body })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Read()).Contains("Party for all"), "Told anew");
    }

    [Theory, BothDatabases]
    public async Task Words_taken_back_before_they_were_told_are_not_told(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        string thing = $"comment:{bo.Id}", note = $"note:{amy.Id}";
        await TakeBack(site, new(thing, note, bo.MemberId, Instant.Now(TimeProvider.System)));
        await Publish(site, new NoticeDue(amy.MemberId, NoticeKind.Reply, bo.MemberId, thing, "Regretted"), new NoticeDue(amy.MemberId, NoticeKind.Comment, bo.MemberId, note, "Regretted", Said: thing));
        (await Settled(site, amy, 2)).Select(Shown).ShouldBe([$"reply {thing} {bo.Handle}  0", $"comment {note} {bo.Handle}  0"], ignoreOrder: true);
    }

    [Fact]
    public async Task Words_taken_back_while_they_are_told_go_as_well()
    {
        var site = TestSite.On(Provider.Postgres);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var thing = $"comment:{bo.Id}";
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Task taken = null!;
        await db.Write(async () =>
        {
            await scope.ServiceProvider.GetRequiredService<NoticeDueHandler>().Handle(new(amy.MemberId, NoticeKind.Reply, bo.MemberId, thing, "Regretted"), default);
            taken = Task.Run(() => TakeBack(site, new(thing, "note:abc", bo.MemberId, Instant.Now(TimeProvider.System))));
            await Soon.Holds(async () => taken.IsCompleted || (await db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from pg_locks where pg_backend_pid() = any(pg_blocking_pids(pid))").ToListAsync())[0] > 0);
        });
        await taken;
        (await Notices(amy, 1)).Select(Shown).ShouldBe([$"reply {thing} {bo.Handle}  0"]);
    }

    [Theory, BothDatabases]
    public async Task Words_are_taken_back_also_where_the_clock_that_wrote_them_runs_ahead(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var note = $"note:{amy.Id}";
        await Publish(site, new NoticeDue(amy.MemberId, NoticeKind.Comment, bo.MemberId, note, "Regretted"));
        (await Settled(site, amy, 1)).Select(Shown).ShouldBe([$"comment {note} {bo.Handle} Regretted 0"]);
        await TakeBack(site, new($"comment:{bo.Id}", note, bo.MemberId, Instant.Now(TimeProvider.System).Plus(TimeSpan.FromMinutes(2))));
        (await Settled(site, amy, 1)).Select(Shown).ShouldBe([$"comment {note} {bo.Handle}  0"]);
    }

    private static async Task TakeBack(TestSite site, WordsWithdrawn words)
    {
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Write(() => scope.ServiceProvider.GetRequiredService<WordsWithdrawnHandler>().Handle(words, default));
    }

    private static async Task WithMail(TestSite site, TestPerson person)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var member = Confirmed(await db.Set<Member>().SingleAsync(m => m.Id == person.MemberId));
        db.Entry(member).Property(m => m.DigestAt).CurrentValue = new Instant(1);
        await db.SaveChangesAsync();
        await Age(db, person);
    }

    // What is a minute young waits for the next letter.
    private static Task<int> Age(AppDb db, TestPerson person) => db.Database.ExecuteSqlAsync($"update people_notices set at = at - 120000000 where to_id = {person.MemberId}");

    private static async Task<string> Digested(TestSite site, TestPerson person)
    {
        await using (var scope = site.Scope()) await scope.ServiceProvider.GetRequiredService<MailDigest>().Run(CancellationToken.None);
        return (await Mail(site, $"{person.Handle}@example.org")).ShouldHaveSingleItem();
    }

    [Theory, BothDatabases]
    public async Task Reading_one_or_all_and_never_anothers(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await Publish(site, Like(amy, bo), Like(amy, bo, "note:xyz"));
        var id = (await Notices(amy, 2))[0].GetProperty("id").GetString();
        (await bo.Client.PutAsync($"/api/v1/notices/{id}/read", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await amy.Client.PutAsync($"/api/v1/notices/{id}/read", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(1);
        var page = await (await amy.Client.GetAsync("/notices")).Content.ReadAsStringAsync();
        page.ShouldContain("liked your note");
        (await amy.Client.PostAsync("/notices/read", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task What_came_after_the_page_was_drawn_stays_unread(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await Publish(site, Like(amy, bo));
        await Notices(amy, 1);
        var page = await (await amy.Client.GetAsync("/notices")).Content.ReadAsStringAsync();
        await Publish(site, Like(amy, bo, "note:xyz"));
        await Notices(amy, 2);
        var form = System.Text.RegularExpressions.Regex.Match(page, "action=\"(/notices/read[^\"]*)\"").Groups[1].Value;
        (await amy.Client.PostAsync(form, new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task The_daily_letter_tells_what_is_unread_once(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var email = $"{amy.Handle}@example.org";
        await Publish(site, new(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:abc", "Which pole is this?"), Like(amy, bo));
        await Notices(amy, 2);
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var member = await db.Set<Member>().SingleAsync(m => m.Id == amy.MemberId);
            member.Write(email);
            member.ConfirmEmail();
            db.Entry(member).Property(m => m.DigestAt).CurrentValue = new Instant(1);
            await db.SaveChangesAsync();
            await Age(db, amy);
        }
        for (var i = 0; i < 2; i++)
        {
            await using var scope = site.Scope();
            await scope.ServiceProvider.GetRequiredService<MailDigest>().Run(CancellationToken.None);
        }
        var letters = await Mail(site, email);
        letters.Count.ShouldBe(1);
        await using (var scope = site.Scope()) await Soon.Holds(async () => !await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Letter>().AnyAsync(l => l.Email == email), "The end of the letters");
        (await Mail(site, email)).Count.ShouldBe(1, "no other waited");
        letters[0].ShouldContain("Which pole is this?");
        letters[0].ShouldContain("/notes/abc");
        letters[0].ShouldNotContain("liked your note"); // likes are not sent by mail unless asked for
    }

    [Theory, BothDatabases]
    public async Task What_is_a_moment_young_is_told_by_the_next_letter(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await Publish(site, new NoticeDue(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:abc", "Which pole is this?"));
        await Notices(amy, 1);
        await WithMail(site, amy);
        await Publish(site, new NoticeDue(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:xyz", "And this one?"));
        await Notices(amy, 2);
        (await Digested(site, amy)).ShouldNotContain("And this one?");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var told = await db.Set<Member>().Where(m => m.Id == amy.MemberId).Select(m => m.DigestAt).SingleAsync();
        (await db.Set<Notice>().CountAsync(n => n.ToId == amy.MemberId && n.At > told)).ShouldBe(1, "what the next letter begins with");
    }

    [Theory, BothDatabases]
    public async Task Who_was_taken_out_of_a_notice_since_it_was_read_is_not_counted_again(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy"), dan = await site.SignedIn("dan");
        await Publish(site, Like(amy, bo), Like(amy, cy));
        await Soon.Holds(async () => (await Notices(amy, 1))[0].GetProperty("others").GetInt32() == 1, "Both likes");
        await using AsyncServiceScope handling = site.Scope(), blocking = site.Scope();
        var (db, other) = (handling.ServiceProvider.GetRequiredService<AppDb>(), blocking.ServiceProvider.GetRequiredService<AppDb>());
        var read = await db.Set<Notice>().SingleAsync(n => n.ToId == amy.MemberId);
        await other.Write(() => blocking.ServiceProvider.GetRequiredService<ForgetBetween>().Run(amy.MemberId, cy.MemberId));
        await db.Write(() => handling.ServiceProvider.GetRequiredService<NoticeDueHandler>().Handle(Like(amy, dan), default));
        (await other.Set<Notice>().AsNoTracking().SingleAsync(n => n.Id == read.Id)).Actors.ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task Very_many_notices_of_one_take_no_place_in_anothers_letter(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        var db = database.Db;
        await db.Database.EnsureCreatedAsync();
        var now = Instant.Now(TimeProvider.System);
        Member Reader(long id) => Confirmed(Member.Join(id, $"reader_{id}", "Reader", "en", new Instant(1)));
        db.AddRange(Reader(1), Reader(2));
        db.Add(new Notice { Id = 9, ToId = 2, Kind = NoticeKind.Comment, Thing = "note:abc", At = now.Minus(TimeSpan.FromHours(1)), Unread = true });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        await db.Database.ExecuteSqlAsync($"""
            insert into people_notices(id, to_id, kind, thing, day, actors, at, unread)
            with recursive many(n) as (select 100 union all select n + 1 from many where n < 20100) select n, 1, 'Like', 'note:' || n, 0, 0, {now.Micros}, true from many
            """);
        await new MailDigest(db, new PeopleReads(db, new MemberShelf(TimeProvider.System)), new Kaki.Kernel.Words.Words(Kaki.Host.House.Assemblies), new SiteAddress("http://localhost"), TimeProvider.System).Run(CancellationToken.None);
        (await db.Set<Letter>().Select(l => l.Email).ToListAsync()).ShouldBe(["reader_2@example.org"]);
    }

    private static Member Confirmed(Member member)
    {
        member.Write($"{member.Handle}@example.org");
        member.ConfirmEmail();
        return member;
    }

    private static async Task<List<string>> Mail(TestSite site, string email)
    {
        List<string> found = [];
        await Soon.Holds(() => (found = Directory.Exists(site.Folder + "/mail") ? Directory.GetFiles(site.Folder + "/mail", "*.eml").Select(File.ReadAllText).Where(t => t.Contains($"To: {email}\r\n")).ToList() : []).Count > 0, $"A letter to {email}");
        return [.. found.Select(t => Encoding.UTF8.GetString(Convert.FromBase64String(t[(t.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("\r\n", ""))))];
    }
}
