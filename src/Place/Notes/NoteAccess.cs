using System.Linq.Expressions;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>Who may see which note: the one place where that is decided.</summary>
internal sealed class NoteAccess(AppDb db, PeopleReads people)
{
    private readonly HashSet<long> lookedInto = [];

    /// <summary>The notes this caller may see, whatever list they are in. Muted and blocked authors are left out where <paramref name="browsing"/>.</summary>
    public async Task<IQueryable<Note>> Visible(Caller caller, bool browsing = true)
    {
        var published = db.Set<Note>().AsNoTracking().Where(n => n.State == NoteState.Published);
        if (caller.MemberId is not { } me) return published.Where(n => n.Visibility == Visibility.Public);
        var bonds = await people.BondsOf(me);
        var following = bonds.Following.ToArray();
        var hidden = (browsing ? bonds.Blocked.Concat(bonds.Muted) : bonds.Blocked).ToArray();
        var visible = published.Where(n => n.AuthorId == me || n.Visibility == Visibility.Public
            || n.Visibility == Visibility.Followers && following.Contains(n.AuthorId)
            || n.Visibility == Visibility.Selected && n.Viewers.Any(v => v.MemberId == me));
        return hidden.Length == 0 ? visible : visible.Where(n => !hidden.Contains(n.AuthorId));
    }

    /// <summary>The note, or "missing": a note one may not see is not told apart from one that is not there. A moderator acts on it as any member.</summary>
    public async Task<Note> Find(Id id, Caller caller) =>
        await (await Visible(caller, browsing: false)).SingleOrDefaultAsync(n => n.Id == id.Value) ?? throw Refusal.Missing();

    /// <summary>The same, and for moderators every note: to rule over what is said under it.</summary>
    public async Task<Note> FindToRule(Id id, Caller caller) =>
        caller.May(Rights.Moderate) ? await db.Set<Note>().AsNoTracking().SingleOrDefaultAsync(n => n.Id == id.Value && n.State != NoteState.Deleted) ?? throw Refusal.Missing() : await Find(id, caller);

    /// <summary>To read, in the same query, what the reader wants to know of it: as <see cref="Find(Id, Caller)"/>, for its author also what was taken down, and for moderators every note.</summary>
    public async Task<T> Find<T>(Id id, Caller caller, Expression<Func<Note, T>> what) where T : class
    {
        var found = await (await Visible(caller, browsing: false)).Where(n => n.Id == id.Value).Select(what).AsSingleQuery().SingleOrDefaultAsync();
        if (found is not null) return found;
        if (caller.MemberId is not { } me) throw Refusal.Missing();
        var there = db.Set<Note>().AsNoTracking().Where(n => n.Id == id.Value && n.State != NoteState.Deleted);
        if (await there.Where(n => n.AuthorId == me).Select(what).AsSingleQuery().SingleOrDefaultAsync() is { } own) return own;
        if (!caller.May(Rights.Moderate)) throw Refusal.Missing();
        found = await there.Select(what).AsSingleQuery().SingleOrDefaultAsync() ?? throw Refusal.Missing();
        await LookInto(id, caller);
        return found;
    }

    /// <summary>A moderator opens what they could not see as a member: that is written down, once for all they are shown of it at a time.</summary>
    public async Task LookInto(Id id, Caller caller)
    {
        if (lookedInto.Add(id.Value)) await WriteDown(db, caller, id);
    }

    /// <summary>It is shown to be judged, and for nothing else.</summary>
    public bool LooksInto(Id id) => lookedInto.Contains(id.Value);

    public static Task WriteDown(AppDb db, Caller caller, Id id) => db.Write(() =>
    {
        Audit.Add(db, caller, "note.read", $"note:{id}", null);
        return Task.CompletedTask;
    });

    /// <summary>Those of the members who may see the note: nobody else is told what it says, or what is said under it.</summary>
    public async Task<HashSet<long>> Readers(long noteId, IReadOnlyCollection<long> members)
    {
        if (members.Count == 0) return [];
        var note = await db.Set<Note>().Where(n => n.Id == noteId && n.State == NoteState.Published)
            .Select(n => new { n.AuthorId, n.Visibility, Chosen = n.Viewers.Select(v => v.MemberId).Where(v => members.Contains(v)).ToList() }).SingleOrDefaultAsync();
        if (note is null) return [];
        var blocked = (await people.BondsOf(note.AuthorId)).Blocked;
        var near = note.Visibility == Visibility.Followers ? await people.FollowersAmong(note.AuthorId, members) : [.. note.Chosen];
        return [.. members.Where(m => m == note.AuthorId || !blocked.Contains(m) && (note.Visibility == Visibility.Public || near.Contains(m)))];
    }

    public async Task RequireOwn(Id id, Caller caller)
    {
        var me = caller.Member;
        if (!await db.Set<Note>().AnyAsync(n => n.Id == id.Value && n.AuthorId == me && n.State != NoteState.Deleted)) throw Refusal.Missing();
    }

    /// <summary>One's own note, to change it.</summary>
    public async Task<Note> Own(Id id, Caller caller)
    {
        var me = caller.Member;
        return await db.Set<Note>().Include(n => n.Pictures).Include(n => n.Tags).Include(n => n.Topics).Include(n => n.Viewers).AsSplitQuery()
            .SingleOrDefaultAsync(n => n.Id == id.Value && n.AuthorId == me && n.State != NoteState.Deleted) ?? throw Refusal.Missing();
    }
}
