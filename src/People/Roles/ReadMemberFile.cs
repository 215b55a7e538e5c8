using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Sessions;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Roles;

/// <summary>One person as those see them who keep the house: no more than deciding needs, the address only hinted at. That somebody looked is written down.</summary>
public sealed class ReadMemberFile
{
    private readonly AppDb db;
    private readonly PeopleReads people;

    internal ReadMemberFile(AppDb db, PeopleReads people) => (this.db, this.people) = (db, people);

    /// <param name="Email">"a…@example.org", null for moderators and where there is none.</param>
    public sealed record Output(Id Id, string Handle, string Name, string Bio, string Avatar, string Role, string Language, Instant Joined, int Followers, int Following, string? Email, bool EmailConfirmed, int Sessions, Instant? LastSeen);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/people/{person}/file", async (string person, Caller caller, ReadMemberFile file) => TypedResults.Ok(await file.Run(caller, person)))
        .WithName("getMemberFile").WithSummary("A person as moderators see them (moderators)").WithTags("people");

    public async Task<Output> Run(Caller caller, string person)
    {
        caller.Require(Rights.Moderate);
        var id = await Pair.Find(db, person);
        if (id != caller.MemberId) await db.Write(() => { Audit.Add(db, caller, "member.read", $"member:{new Id(id)}", null); return Task.CompletedTask; });
        var m = await db.Set<Member>().AsNoTracking().Where(x => x.Id == id).Select(x => new
        {
            x.Id, x.Handle, x.Name, x.Bio, x.Role, x.Language, x.Joined, x.Followers, x.Following, x.Email, x.EmailConfirmed,
            Sessions = db.Set<Session>().Count(s => s.MemberId == x.Id),
            Seen = db.Set<Session>().Where(s => s.MemberId == x.Id).OrderByDescending(s => s.Seen).Select(s => (Instant?)s.Seen).FirstOrDefault(),
        }).SingleAsync();
        var cards = await people.Cards([m.Id]);
        return new(m.Id, m.Handle, m.Name, m.Bio, cards[m.Id].AvatarUrl, m.Role.ToString().ToLowerInvariant(), m.Language, m.Joined, m.Followers, m.Following,
            caller.May(Rights.Operate) ? Hint(m.Email) : null, m.EmailConfirmed, m.Sessions, m.Seen);
    }

    private static string? Hint(string? email) => email is null ? null : email[..1] + "…" + email[Math.Max(1, email.LastIndexOf('@'))..];
}
