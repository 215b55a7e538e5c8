using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public class Bm25FTests
{
    static readonly Bm25F.Field title = new(3, 0.5, 10);
    static readonly Bm25F.Field body = new(1, 0.75, 100);

    [Fact]
    public void A_hand_worked_score_comes_out()
    {
        // idf = ln(1 + 990.5 / 10.5) = 4.5574; title 3·1/(.5 + .5·20/10) = 2; body 1·4/(.25 + .75·100/100) = 4; 6/7.2 of idf
        Bm25F.Idf(1000, 10).ShouldBe(4.5574, 1e-3);
        Bm25F.Score(Bm25F.Idf(1000, 10), [new(title, 1, 20), new(body, 4, 100)]).ShouldBe(Bm25F.Idf(1000, 10) * 6 / 7.2, 1e-12);
    }

    [Fact]
    public void More_occurrences_pay_less_and_less_up_to_idf()
    {
        double Body(double count) => Bm25F.Score(2, [new(body, count, 100)]);
        (Body(2) - Body(1)).ShouldBeGreaterThan(Body(3) - Body(2));
        Body(1e9).ShouldBe(2, 1e-6);
        Body(0).ShouldBe(0);
    }

    [Fact]
    public void A_longer_field_counts_less() =>
        Bm25F.Score(2, [new(body, 1, 400)]).ShouldBeLessThan(Bm25F.Score(2, [new(body, 1, 50)]));

    [Fact]
    public void A_term_in_every_document_still_counts_above_zero() => Bm25F.Idf(10, 10).ShouldBeGreaterThan(0);

    [Fact]
    public void Impossible_counts_are_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Bm25F.Idf(1, 2));
}
