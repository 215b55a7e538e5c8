using Kaki.Kernel;

namespace Kaki.Tests.Kernel;

public class IdsTests
{
    [Fact]
    public void Ids_rise_and_never_repeat_even_within_a_millisecond()
    {
        var ids = new Ids(TimeProvider.System);
        var made = Enumerable.Range(0, 20_000).Select(_ => ids.Next()).ToList();
        made.ShouldBe(made.Order());
        made.Distinct().Count().ShouldBe(made.Count);
    }

    [Theory]
    [InlineData(0), InlineData(57), InlineData(58), InlineData(long.MaxValue)]
    public void The_short_form_reads_back(long value)
    {
        Id.TryParse(new Id(value).ToString(), out var back).ShouldBeTrue();
        back.Value.ShouldBe(value);
    }

    [Theory]
    [InlineData(""), InlineData("0"), InlineData("zzzzzzzzzzz"), InlineData("1111111111111"), InlineData("a-b")]
    public void What_is_no_id_is_refused(string text) => Id.TryParse(text, out _).ShouldBeFalse();
}
