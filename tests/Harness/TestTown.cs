using System.Collections.Concurrent;

namespace Kaki.Tests.Harness;

internal static class TestTown
{
    private static readonly ConcurrentDictionary<TestSite, Lazy<Task<Town>>> Towns = new();

    /// <summary>The one town of this site, built when it is first asked for.</summary>
    public static Task<Town> Town(this TestSite site) => Towns.GetOrAdd(site, s => new(() => Harness.Town.Build(s.Services))).Value;
}
