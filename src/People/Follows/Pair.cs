using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

/// <summary>Two members between whom something changes.</summary>
internal static class Pair
{
    /// <summary>The other one, named by id or handle; missing where nobody is. The id comes first: it was given, a handle anybody may choose.</summary>
    public static async Task<long> Find(AppDb db, string person)
    {
        var handle = Handles.Key(person);
        long id = Id.TryParse(person, out var parsed) ? parsed.Value : 0;
        var found = await db.Set<Member>().Where(m => m.Handle == handle || m.Id == id).OrderByDescending(m => m.Id == id).Select(m => (long?)m.Id).FirstOrDefaultAsync();
        return found ?? throw Refusal.Missing();
    }

    /// <summary>
    /// Follow and block of the same two wait for each other, in id order so that they never wait in a ring.
    /// Who only points to them, as a notice does, waits for nobody. On SQLite the write transaction is lock enough.
    /// </summary>
    public static async Task Lock(AppDb db, params long[] ids)
    {
        if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select 1 from people_members where id = any({ids}) order by id for no key update");
    }

    public static async Task Count(AppDb db, long follower, long followed, int step)
    {
        await db.Set<Member>().Where(m => m.Id == follower).ExecuteUpdateAsync(s => s.SetProperty(m => m.Following, m => m.Following + step));
        await db.Set<Member>().Where(m => m.Id == followed).ExecuteUpdateAsync(s => s.SetProperty(m => m.Followers, m => m.Followers + step));
    }

    /// <summary>Lets in who asked, and tells them.</summary>
    public static async Task Accept(AppDb db, Follow asked, Instant now)
    {
        (asked.State, asked.At) = (FollowState.Accepted, now);
        await Count(db, asked.FollowerId, asked.FollowedId, 1);
        db.Publish(new Followed(asked.FollowerId, asked.FollowedId));
        db.Publish(new NoticeDue(asked.FollowerId, NoticeKind.FollowApproved, asked.FollowedId, $"member:{new Id(asked.FollowedId)}", null));
    }

    /// <summary>Ends a follow or its request, if there is one.</summary>
    public static async Task<bool> Part(AppDb db, long follower, long followed)
    {
        var state = await db.Set<Follow>().Where(f => f.FollowerId == follower && f.FollowedId == followed).Select(f => (FollowState?)f.State).SingleOrDefaultAsync();
        if (state is null) return false;
        await db.Set<Follow>().Where(f => f.FollowerId == follower && f.FollowedId == followed).ExecuteDeleteAsync();
        if (state != FollowState.Accepted) return true;
        await Count(db, follower, followed, -1);
        db.Publish(new Unfollowed(follower, followed));
        return true;
    }
}
