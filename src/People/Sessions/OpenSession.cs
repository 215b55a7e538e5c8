using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Sessions;

/// <summary>Starts a session for a member who has proved to be one; called inside the transaction of the sign-in.</summary>
internal sealed class OpenSession(AppDb db, TimeProvider clock)
{
    private const int MostPerMember = 50;

    public sealed record Opened(long SessionId, long MemberId, string Token);

    public async Task<Opened> Run(Member member, Device device, SignInBy by)
    {
        var now = Instant.Now(clock);
        var token = SessionToken.New();
        var sessions = await db.Set<Session>().AsNoTracking().Where(s => s.MemberId == member.Id).OrderByDescending(s => s.Seen).ThenByDescending(s => s.Id)
            .Select(s => new { s.Id, s.Device }).Take(MostPerMember * 2).ToListAsync();
        var stale = sessions.Skip(MostPerMember - 1).Select(s => s.Id).ToList();
        if (stale.Count > 0) await db.Set<Session>().Where(s => stale.Contains(s.Id)).ExecuteDeleteAsync();
        var session = new Session
        {
            Id = db.NextId(), MemberId = member.Id, TokenHash = SessionToken.Hash(token), Device = device.Words, Address = device.Address,
            By = by, Started = now, Seen = now, Until = now.Plus(Session.Life),
        };
        db.Add(session);
        if (sessions.Count > 0 && sessions.All(s => s.Device != device.Words))
            db.Publish(new NoticeDue(member.Id, NoticeKind.NewSignIn, null, $"session:{new Id(session.Id)}", device.Words));
        return new(session.Id, member.Id, token);
    }
}
