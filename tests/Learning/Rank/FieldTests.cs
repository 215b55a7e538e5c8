using Kaki.Learning.Rank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rank;

public class FieldTests
{
    [Fact]
    public void The_same_name_is_the_same_field_and_ids_of_two_fields_do_not_meet()
    {
        new Field("author").Key(7).ShouldBe(new Field("author").Key(7));
        new Field("author").Key(7).ShouldNotBe(new Field("city").Key(7));
        Should.Throw<ArgumentException>(() => new Field(""));
    }

    [Fact]
    public void Ids_are_spread_evenly_over_a_table()
    {
        // 4,096 ids on 4,096 rows: as thrown at random, 1 − 1/e of the rows are taken
        var field = new Field("thing");
        var taken = Enumerable.Range(0, 4096).Select(id => field.Key(id) & 4095).Distinct().Count();
        (taken / 4096.0).ShouldBe(1 - 1 / Math.E, 0.03);
    }
}
