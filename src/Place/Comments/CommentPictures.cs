using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

internal sealed class CommentPictures(AppDb db) : IPictureUse
{
    public async Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        await db.Set<Comment>().Where(c => c.PictureId != null && ids.Contains(c.PictureId.Value)).Select(c => c.PictureId!.Value).ToListAsync(cancel);
}
