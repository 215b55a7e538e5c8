using System.Reflection;
using Kaki.Goods;
using Kaki.Insight;
using Kaki.Kernel;
using Kaki.People;
using Kaki.Place;
using Kaki.Trust;

namespace Kaki.Host;

/// <summary>The floors, from the ground up.</summary>
internal static class House
{
    public static readonly IReadOnlyList<IModule> Floors =
        [new KernelModule(), new TrustModule(), new PeopleModule(), new GoodsModule(), new PlaceModule(), new InsightModule()];

    public static IEnumerable<Assembly> Assemblies => Floors.Select(f => f.GetType().Assembly).Append(typeof(House).Assembly);
}
