using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>What one was told, newest first, in the words of one's language.</summary>
internal sealed class ListNotices(AppDb db, PeopleReads people, Words words, UnreadBook unread)
{
    public const int Size = 30;

    /// <param name="Text">The sentence without the name in front of it.</param>
    /// <param name="Url">Where the thing is.</param>
    public sealed record Row(Id Id, NoticeKind Kind, string Thing, string? Name, string? Handle, string? Avatar, int Others, string Text, string? Excerpt, string Url, Instant At, bool Unread);
    public sealed record Count(int Unread);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/notices").WithTags("notices");
        group.MapGet("", async (Caller caller, ListNotices list, Cursor? after = null, string? kind = null) => TypedResults.Ok(await list.Run(caller, after, kind))).WithName("listNotices").WithSummary("Your notices, newest first");
        group.MapGet("/unread", async (Caller caller, ListNotices list) => TypedResults.Ok(new Count(await list.Unread(caller)))).WithName("countNotices").WithSummary("How many notices are unread");
        group.MapPut("/read", async Task<NoContent> (Caller caller, ListNotices list) => { await list.ReadAll(caller); return TypedResults.NoContent(); }).WithName("readNotices").WithSummary("Mark all notices as read");
        group.MapPut("/{id}/read", async Task<NoContent> (Id id, Caller caller, ListNotices list) => { await list.Read(caller, id); return TypedResults.NoContent(); }).WithName("readNotice").WithSummary("Mark one notice as read");
        routes.MapPost("/notices/read", async (Caller caller, ListNotices list, HttpContext http, long? until = null) => { await list.ReadAll(caller, until is { } drawn ? new Instant(drawn) : null); return http.Back("/notices"); }).ExcludeFromDescription();
    }

    public async Task<Page<Row>> Run(Caller caller, Cursor? after, string? kind)
    {
        var me = caller.Member;
        var blocked = db.BlockedWith(me);
        var notices = db.NoticesOf(me, blocked).AsNoTracking();
        if (NoticeGroups.Kinds(kind) is { } kinds) notices = notices.Where(n => kinds.Contains(n.Kind));
        if (after is { } c) notices = notices.Where(n => n.At < new Instant(c.Key) || n.At == new Instant(c.Key) && n.Id < c.Id);
        var heard = await notices.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Size + 1).Heard(db, blocked).ToListAsync();
        var rows = heard.ConvertAll(h => h.Told());
        var actors = await people.Cards([.. rows.Select(n => n.ActorId).OfType<long>()]);
        var page = Page<Notice>.Of(rows, Size, n => new Cursor(n.At.Micros, n.Id));
        return new([.. page.Items.Select(n => Tell(n, n.ActorId is { } a ? actors.GetValueOrDefault(a) : null))], page.Next);
    }

    public async Task<int> Unread(Caller caller)
    {
        var me = caller.Member;
        return await db.NoticesOf(me, db.BlockedWith(me)).CountAsync(n => n.Unread);
    }

    /// <param name="until">When what was read was asked for: news that came since has not been seen.</param>
    public async Task ReadAll(Caller caller, Instant? until = null)
    {
        var (me, last) = (caller.Member, until ?? new Instant(long.MaxValue));
        await db.Write(() => db.Set<Notice>().Where(n => n.ToId == me && n.Unread && n.At <= last).ExecuteUpdateAsync(s => s.SetProperty(n => n.Unread, false)));
        unread.Forget(me);
    }

    public async Task Read(Caller caller, long id)
    {
        var me = caller.Member;
        if (await db.Write(() => db.Set<Notice>().Where(n => n.Id == id && n.ToId == me).ExecuteUpdateAsync(s => s.SetProperty(n => n.Unread, false))) == 0) throw Kernel.Refusals.Refusal.Missing();
        unread.Forget(me);
    }

    private Row Tell(Notice n, PersonCard? actor)
    {
        var others = Math.Max(0, n.Actors - 1);
        var key = n.Words(named: actor is not null);
        var text = others == 0 ? words[key].Value : words.Count("notice.others", others) + words[key].Value;
        return new(n.Id, n.Kind, n.Thing, actor?.Name, actor?.Handle, actor?.AvatarUrl, others, text, n.Said((key, with) => words[key, with].Value), UrlOf(n, actor), n.At, n.Unread);
    }

    internal static string UrlOf(Notice n, PersonCard? actor) => n.Thing.Split(':', 2) switch
    {
        _ when n.Kind == NoticeKind.FollowAsked => "/settings/people",
        ["note", var id] when n.Kind == NoticeKind.Comment => $"/notes/{id}?sort=new#comments", // one notice tells of many, the latest of which stands first there
        ["note", var id] => $"/notes/{id}",
        ["draft", var id] => $"/publish/{id}",
        ["comment", var id] => $"/comments/{id}",
        ["product", var id] => $"/goods/{id}",
        ["review", var id] => $"/reviews/{id}",
        ["order", var id] => $"/orders/{id}",
        ["session" or "passkey", _] => "/settings/security",
        ["shop", _] when n.Kind == NoticeKind.Seated => "/office",
        ["shop", var slug] => $"/shops/{slug}",
        ["member", _] when actor is not null => actor.Url,
        _ => "/notices",
    };
}

/// <summary>The tabs of the notices page.</summary>
internal static class NoticeGroups
{
    public static readonly IReadOnlyList<(string Name, NoticeKind[] Kinds)> All =
    [
        ("likes", [NoticeKind.Like, NoticeKind.Save, NoticeKind.CommentLike]),
        ("comments", [NoticeKind.Comment, NoticeKind.Reply, NoticeKind.Mention]),
        ("people", [NoticeKind.Follow, NoticeKind.FollowAsked, NoticeKind.FollowApproved]),
        ("orders", [NoticeKind.OrderPaid, NoticeKind.OrderShipped, NoticeKind.OrderReceived, NoticeKind.OrderCancelled, NoticeKind.Review, NoticeKind.ReviewReply, NoticeKind.Seated, NoticeKind.Unseated]),
        ("house", [NoticeKind.TakenDown, NoticeKind.Restored, NoticeKind.NotPublished, NoticeKind.NewSignIn, NoticeKind.NewPasskey]),
    ];

    public static NoticeKind[]? Kinds(string? name) => All.FirstOrDefault(g => g.Name == name).Kinds;
}
