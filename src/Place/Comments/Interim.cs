using Kaki.Kernel; using Kaki.Kernel.Paging;
namespace Kaki.Place.Comments;
internal enum CommentOrder { Hot, New }
internal sealed class CommentList { }
internal sealed class ListComments { public Task<CommentList> Run(Caller c, Id n, CommentOrder o, Cursor? after) => null!; }
