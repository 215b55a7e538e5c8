using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.People.Accounts;
using Kaki.People.Mail;
using Kaki.People.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kaki.Tests.People.Notices.NoticeSteps;

namespace Kaki.Tests.People.Notices;

/// <summary>The daily letter of what is unread.</summary>
public class MailDigestTests
{
    [Theory, BothDatabases]
    public async Task The_daily_letter_keeps_quiet_about_whom_one_muted_since(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        await Publish(site, new(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:abc", "You again"), new(amy.MemberId, NoticeKind.Comment, cy.MemberId, "note:xyz", "Nice"));
        await Told(amy, 2);
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
    public async Task The_daily_letter_tells_what_is_unread_once(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var email = $"{amy.Handle}@example.org";
        await Publish(site, new(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:abc", "Which pole is this?"), Like(amy, bo));
        await Told(amy, 2);
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
        await Told(amy, 1);
        await WithMail(site, amy);
        await Publish(site, new NoticeDue(amy.MemberId, NoticeKind.Comment, bo.MemberId, "note:xyz", "And this one?"));
        await Told(amy, 2);
        (await Digested(site, amy)).ShouldNotContain("And this one?");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var told = await db.Set<Member>().Where(m => m.Id == amy.MemberId).Select(m => m.DigestAt).SingleAsync();
        (await db.Set<Notice>().CountAsync(n => n.ToId == amy.MemberId && n.At > told)).ShouldBe(1, "what the next letter begins with");
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
