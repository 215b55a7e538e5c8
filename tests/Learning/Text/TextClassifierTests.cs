using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Models;
using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public sealed class TextClassifierTests : IDisposable
{
    readonly string file = Path.GetTempFileName();

    static readonly string[] sour = ["你真讨厌", "讨厌的家伙", "滚开讨厌鬼", "go away, nasty", "真是讨厌透了"];
    static readonly string[] sweet = ["你真可爱", "可爱的小猫", "欢迎可爱的你", "come in, lovely", "真是可爱极了"];

    // rows of the board: the same words around, one that tells
    static readonly string[] texts = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { $"{i}号{sour[i % 5]}", $"{i}号{sweet[i % 5]}" })];
    static readonly bool[] labels = [.. texts.Select((_, i) => i % 2 == 0)];
    static readonly TextClassifier model = TextClassifier.Train(texts, labels);

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("这人讨厌", true)]
    [InlineData("這人討厭", true)]
    [InlineData("SO NASTY", true)]
    [InlineData("这人可爱", false)]
    [InlineData("so lovely", false)]
    public void Tells_two_kinds_apart_that_anybody_can_tell(string text, bool kind) => model.Is(text).ShouldBe(kind);

    [Fact]
    public void What_nobody_can_tell_is_even()
    {
        model.Probability("").ShouldBe(0.5, 0.1);
        model.Probability("天").ShouldBe(0.5, 0.1);
    }

    [Fact]
    public void Probabilities_are_kept_where_labels_are_noise()
    {
        var random = new Random(3);
        var noisy = Enumerable.Range(0, 2000).Select(_ => (Text: random.Next(2) == 0 ? "讨厌" : "可爱", Flip: random.NextDouble() < 0.2)).ToArray();
        var learned = TextClassifier.Train(noisy.Select(n => n.Text).ToArray(), noisy.Select(n => n.Text == "讨厌" != n.Flip).ToArray(), cancel: TestContext.Current.CancellationToken);
        learned.Probability("讨厌").ShouldBe(0.8, 0.03);
        learned.Probability("可爱").ShouldBe(0.2, 0.03);
    }

    [Fact]
    public void The_characters_weigh_what_the_text_does() => Prop.ForAll<string?>(given =>
    {
        var text = given + "你真讨厌，ﬁt 可爱\uD83D" + given;
        var explained = model.Explain(text);
        explained.LogOdds.ShouldBe(model.LogOdds(text), 1e-9);
        (explained.Bias + explained.Characters.Sum(c => c.Weight)).ShouldBe(explained.LogOdds, 1e-6);
        foreach (var character in explained.Characters) character.Range.End.ShouldBeLessThanOrEqualTo(text.Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_word_that_tells_weighs_most()
    {
        const string text = "我觉得３号真是討厭";
        var weights = model.Explain(text).Characters;
        weights.OrderByDescending(c => c.Weight).Take(2).Select(c => text[c.Range.Start]).Order().ShouldBe("討厭".Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_model()
    {
        var again = TextClassifier.Train(texts, labels, cancel: TestContext.Current.CancellationToken);
        foreach (var text in texts) again.LogOdds(text).ShouldBe(model.LogOdds(text));
    }

    [Fact]
    public void A_saved_model_judges_the_same()
    {
        model.Save(file);
        var loaded = TextClassifier.Load(file);
        loaded.Count.ShouldBe(model.Count);
        loaded.Share.ShouldBe(0.5);
        foreach (var text in texts) loaded.LogOdds(text).ShouldBe(model.LogOdds(text));
    }

    [Fact]
    public void A_torn_or_foreign_file_is_refused()
    {
        model.Save(file);
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..^9]);
        Should.Throw<ModelFileException>(() => TextClassifier.Load(file)).Fault.ShouldBe(ModelFault.Torn);
        ModelFile.Save(file, "text.something", 1, to => to.Write(1));
        Should.Throw<ModelFileException>(() => TextClassifier.Load(file)).Fault.ShouldBe(ModelFault.OtherKind);
        File.WriteAllText(file, "text,label");
        Should.Throw<ModelFileException>(() => TextClassifier.Load(file)).Fault.ShouldBe(ModelFault.Foreign);
    }

    [Fact]
    public void Too_few_texts_of_a_kind_are_refused()
    {
        Should.Throw<ArgumentException>(() => TextClassifier.Train([], []));
        Should.Throw<ArgumentException>(() => TextClassifier.Train(["a"], [true, false]));
        Should.Throw<ArgumentException>(() => TextClassifier.Train(sour, [true, true, true, true, true])).Message.ShouldContain("5 and 0");
    }

    [Fact]
    public void Learning_stops_when_it_is_told_to() =>
        Should.Throw<OperationCanceledException>(() => TextClassifier.Train(texts, labels, cancel: new CancellationToken(canceled: true)));

    [Fact]
    public void Learning_tells_how_far_it_is()
    {
        var told = new Told();
        TextClassifier.Train(texts, labels, progress: told, cancel: TestContext.Current.CancellationToken);
        told.Shares.ShouldBe(told.Shares.Order());
        told.Shares[^1].ShouldBe(1);
    }

    sealed class Told : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double share) => Shares.Add(share);
    }
}
