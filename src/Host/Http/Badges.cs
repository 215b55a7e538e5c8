using Kaki.Kernel;
using Kaki.Kernel.Faces;

namespace Kaki.Host.Http;

/// <summary>The numbers beside the navigation's items, asked of the floors that know them.</summary>
internal sealed class Badges(IEnumerable<IBadge> badges)
{
    public static readonly (int Notices, int Cart) None = (0, 0);

    public async ValueTask<(int Notices, int Cart)> Of(Caller caller)
    {
        var counts = None;
        foreach (var badge in badges)
        {
            if (badge.Item == "notices") counts.Notices = await badge.Of(caller);
            else if (badge.Item == "cart") counts.Cart = await badge.Of(caller);
        }
        return counts;
    }
}
