using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Kaki.Kernel.Refusals;

namespace Kaki.Place.Comments;

/// <summary>
/// Where the next page of threads begins. Likes move the hottest about, so a page of those names every thread given before it:
/// none comes twice and none is passed over. After <see cref="MostHot"/>, and from the start where the newest lead, the list goes on by id, which stands still.
/// </summary>
/// <param name="Below">Only threads older than this id follow; 0 while the hottest are given.</param>
/// <param name="Given">The hottest, and what was pinned.</param>
internal sealed record CommentPlace(long Below, long[] Given)
{
    public const int MostHot = 120;
    private const int MostGiven = MostHot + ListComments.PageSize, Word = sizeof(long);

    public static CommentPlace After(CommentPlace? before, CommentOrder sort, IReadOnlyList<Row> page)
    {
        var given = before?.Given ?? [];
        if (sort == CommentOrder.Hot && before is null or { Below: 0 })
        {
            given = [.. given, .. page.Select(r => r.Id)];
            return new(given.Length < MostHot ? 0 : long.MaxValue, given);
        }
        return new(page[^1].Id, before is null ? [.. page.Where(r => r.Pinned).Select(r => r.Id)] : given);
    }

    /// <summary>The pinned thread leads the first page.</summary>
    public static IQueryable<Comment> Sorted(IQueryable<Comment> roots, CommentOrder sort, CommentPlace? place)
    {
        if (place is { Given: { Length: > 0 } given }) roots = roots.Where(c => !given.Contains(c.Id));
        if (place is { Below: > 0 and var below }) return roots.Where(c => c.Id < below).OrderByDescending(c => c.Id);
        return sort == CommentOrder.Hot
            ? roots.OrderByDescending(c => c.Pinned && c.State == CommentState.Shown).ThenByDescending(c => c.Heat).ThenByDescending(c => c.Id)
            : roots.OrderByDescending(c => c.Pinned && c.State == CommentState.Shown).ThenByDescending(c => c.Id);
    }

    public override string ToString()
    {
        var bytes = new byte[(1 + Given.Length) * Word];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Below);
        for (var i = 0; i < Given.Length; i++) BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan((i + 1) * Word), Given[i]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place an address names, or the beginning where it names none; what is no place is refused, as with <see cref="Kernel.Paging.Cursor.Of"/>.</summary>
    public static CommentPlace? Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var bytes = new byte[(1 + MostGiven) * Word];
        if (Base64Url.GetMaxDecodedLength(text.Length) > bytes.Length || Base64Url.DecodeFromChars(text, bytes, out _, out var n) != OperationStatus.Done || n < Word || n % Word != 0) throw Refusal.Invalid("after", "cursor.unknown");
        var words = Enumerable.Range(0, n / Word).Select(i => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(i * Word))).ToArray();
        return new(words[0], words[1..]);
    }
}
