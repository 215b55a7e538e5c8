using Kaki.Kernel;

namespace Kaki.Tests.Kernel;

public class MemberShelfTests
{
    private readonly Hands clock = new();
    private int reads;

    private sealed record Thing(int Number);
    private sealed record Other(int Number);

    [Fact]
    public async Task What_is_kept_is_read_once_for_each_member_and_kind()
    {
        var shelf = new MemberShelf(clock);
        for (var i = 0; i < 3; i++)
        {
            (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(1);
            (await shelf.Of(2, () => Task.FromResult(new Thing(20)), _ => 1)).Number.ShouldBe(20);
            (await shelf.Of(1, () => Task.FromResult(new Other(10)), _ => 1)).Number.ShouldBe(10);
        }
        reads.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_acts_is_read_anew_and_nobody_else()
    {
        var shelf = new MemberShelf(clock);
        await shelf.Of(1, Read, _ => 1);
        shelf.Forget(2);
        (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(1);
        shelf.Forget(1);
        (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_read_before_an_act_is_not_kept_after_it()
    {
        var shelf = new MemberShelf(clock);
        var slow = new TaskCompletionSource<Thing>();
        var begun = shelf.Of(1, () => slow.Task, _ => 1);
        shelf.Forget(1); // the act commits while the old state is on its way
        slow.SetResult(new Thing(-1));
        (await begun).Number.ShouldBe(-1);
        (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_kept_longer_than_a_quarter_of_a_minute()
    {
        var shelf = new MemberShelf(clock);
        await shelf.Of(1, Read, _ => 1);
        clock.Pass(MemberShelf.Fresh - TimeSpan.FromMilliseconds(1));
        (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(1);
        clock.Pass(TimeSpan.FromMilliseconds(1));
        (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(2);
    }

    [Fact]
    public async Task Where_the_clock_is_put_back_nothing_is_kept_longer()
    {
        var shelf = new MemberShelf(clock);
        await shelf.Of(1, Read, _ => 1);
        clock.Pass(TimeSpan.FromHours(-1));
        (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(2);
    }

    [Fact]
    public async Task When_too_much_is_kept_it_begins_anew()
    {
        var shelf = new MemberShelf(clock);
        await shelf.Of(1, Read, _ => 1);
        await shelf.Of(2, () => Task.FromResult(new Thing(0)), _ => 2_000_000);
        (await shelf.Of(1, Read, _ => 1)).Number.ShouldBe(2);
    }

    private Task<Thing> Read() => Task.FromResult(new Thing(++reads));

    private sealed class Hands : TimeProvider
    {
        private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Pass(TimeSpan time) => now += time;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
