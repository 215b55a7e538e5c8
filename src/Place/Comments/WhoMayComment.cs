using Kaki.Kernel;
using Kaki.People;
using Kaki.Place.Notes;

namespace Kaki.Place.Comments;

/// <summary>The author's choice of who may comment; the author always may.</summary>
internal static class WhoMayComment
{
    /// <returns>The code of the refusal, or null where the caller may.</returns>
    public static string? Refuses(Caller caller, long author, CommentPolicy policy, Bonds? bonds, bool authorFollowsCaller)
    {
        if (caller.MemberId is not { } me) return policy == CommentPolicy.Nobody ? "comment.closed" : "sign_in.needed";
        if (me == author) return null;
        if (bonds is not null && bonds.Blocked.Contains(author)) return "comment.closed";
        return policy switch
        {
            CommentPolicy.Everyone => null,
            CommentPolicy.Followers => bonds is not null && bonds.Following.Contains(author) ? null : "comment.followers_only",
            CommentPolicy.Followed => authorFollowsCaller ? null : "comment.followed_only",
            _ => "comment.closed",
        };
    }
}
