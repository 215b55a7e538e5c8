using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

internal sealed class PicturesOfPeople(AppDb db) : IPictureUse
{
    public async Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var avatars = await db.Set<Member>().Where(m => m.AvatarId != null && ids.Contains(m.AvatarId.Value)).Select(m => m.AvatarId!.Value).ToListAsync(cancel);
        return [.. avatars, .. await db.Set<Member>().Where(m => m.CoverId != null && ids.Contains(m.CoverId.Value)).Select(m => m.CoverId!.Value).ToListAsync(cancel)];
    }
}
