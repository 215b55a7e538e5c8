using Kaki.Host.Health;

namespace Kaki.Tests.Host.Health;

public class GiveBackTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void A_rush_is_over_once_when_hardly_anything_is_made_any_more()
    {
        var rush = new Rush();
        long[] made = [100, 300, 301, 302, 303, 400, 400, 400, 400];
        made.Select(m => rush.IsOver(m * Megabyte)).ShouldBe([false, false, false, true, false, false, false, true, false]);
    }

    [Fact]
    public void Where_somebody_is_always_there_it_is_not_over()
    {
        var rush = new Rush();
        Enumerable.Range(1, 200).Count(n => rush.IsOver(2 * n * Megabyte)).ShouldBe(0);
    }
}
