using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.People.Notices;
using Kaki.Place;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kaki.Tests.People.Notices.NoticeSteps;

namespace Kaki.Tests.People.Notices;

public class NoticeTests
{
    [Theory, BothDatabases]
    public async Task What_nobody_did_is_told_in_a_whole_sentence(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        foreach (var kind in new[] { NoticeKind.OrderShipped, NoticeKind.OrderReceived }) await Publish(site, new NoticeDue(person.MemberId, kind, null, "order:1", null));
        (await Told(person, 2)).Select(n => n.GetProperty("text").GetString()).ShouldBe(["Your parcel is on its way", "Receipt was confirmed automatically"], ignoreOrder: true);
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
        (await Told(amy, 1)).Select(Shown).ShouldBe(["orderShipped order:last   0", $"comment note:xyz {cy.Handle}  0", $"like note:abc {cy.Handle} A tent that stands 0", $"orderPaid order:1 {bo.Handle}  0"]);
        (await Told(bo, 1)).Select(Shown).ShouldBe(["orderShipped order:last   0"]);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(4);
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
        (await Told(amy, 2)).Select(Shown).ShouldBe([$"orderPaid order:1 {bo.Handle} You again 0", $"comment note:abc {cy.Handle}  0"], ignoreOrder: true);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(2);
        await using var counting = site.Scope();
        (await counting.ServiceProvider.GetServices<Kaki.Kernel.Faces.IBadge>().Single(b => b.Item == "notices").Of(amy.Caller())).ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task Reading_one_or_all_and_never_anothers(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await Publish(site, Like(amy, bo), Like(amy, bo, "note:xyz"));
        var id = (await Told(amy, 2))[0].GetProperty("id").GetString();
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
        await Told(amy, 1);
        var page = await (await amy.Client.GetAsync("/notices")).Content.ReadAsStringAsync();
        await Publish(site, Like(amy, bo, "note:xyz"));
        await Told(amy, 2);
        var form = System.Text.RegularExpressions.Regex.Match(page, "action=\"(/notices/read[^\"]*)\"").Groups[1].Value;
        (await amy.Client.PostAsync(form, new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await amy.Client.GetAsync("/api/v1/notices/unread").Json()).GetProperty("unread").GetInt32().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Who_was_taken_out_of_a_notice_since_it_was_read_is_not_counted_again(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy"), dan = await site.SignedIn("dan");
        await Publish(site, Like(amy, bo), Like(amy, cy));
        await Soon.Holds(async () => (await Told(amy, 1))[0].GetProperty("others").GetInt32() == 1, "Both likes");
        await using AsyncServiceScope handling = site.Scope(), blocking = site.Scope();
        var (db, other) = (handling.ServiceProvider.GetRequiredService<AppDb>(), blocking.ServiceProvider.GetRequiredService<AppDb>());
        var read = await db.Set<Notice>().SingleAsync(n => n.ToId == amy.MemberId);
        await other.Write(() => blocking.ServiceProvider.GetRequiredService<ForgetBetween>().Run(amy.MemberId, cy.MemberId));
        await db.Write(() => handling.ServiceProvider.GetRequiredService<NoticeDueHandler>().Handle(Like(amy, dan), default));
        (await other.Set<Notice>().AsNoTracking().SingleAsync(n => n.Id == read.Id)).Actors.ShouldBe(2);
    }
}
