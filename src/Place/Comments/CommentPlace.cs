using Kaki.Kernel.Paging;

namespace Kaki.Place.Comments;

/// <summary>The order of threads, and where the next page of them begins: likes move the hottest about, and where the newest lead the list goes on by id from the start.</summary>
internal static class CommentPlace
{
    public static GivenPlace After(GivenPlace? before, CommentOrder sort, IReadOnlyList<Row> page) =>
        sort == CommentOrder.Hot && before is null or { Below: 0 } ? GivenPlace.AfterLeading(before, page.Select(r => r.Id))
        : new(page[^1].Id, before is null ? [.. page.Where(r => r.Pinned).Select(r => r.Id)] : before.Given);

    /// <summary>The pinned thread leads the first page.</summary>
    public static IQueryable<Comment> Sorted(IQueryable<Comment> roots, CommentOrder sort, GivenPlace? place)
    {
        if (place is { Given: { Length: > 0 } given }) roots = roots.Where(c => !given.Contains(c.Id));
        if (place is { Below: > 0 and var below }) return roots.Where(c => c.Id < below).OrderByDescending(c => c.Id);
        return sort == CommentOrder.Hot
            ? roots.OrderByDescending(c => c.Pinned && c.State == CommentState.Shown).ThenByDescending(c => c.Heat).ThenByDescending(c => c.Id)
            : roots.OrderByDescending(c => c.Pinned && c.State == CommentState.Shown).ThenByDescending(c => c.Id);
    }
}
