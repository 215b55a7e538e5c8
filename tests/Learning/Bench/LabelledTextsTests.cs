using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public sealed class LabelledTextsTests : IDisposable
{
    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Texts_and_labels_are_found_by_the_names_of_their_columns()
    {
        File.WriteAllText(file, "\uFEFF,topic,label,TEXT\r\n1,race,1,\"one, \"\"two\"\"\nthree\"\r\n\r\n2,race,0,四\r\n");
        var read = LabelledTexts.Read(file);
        read.Texts.ShouldBe(["one, \"two\"\nthree", "四"]);
        read.Labels.ShouldBe([true, false]);
    }

    [Fact]
    public void A_quotation_mark_inside_a_cell_is_a_sign()
    {
        File.WriteAllText(file, "label,text\n1,5\" plate\n0, \"a, b\" \n");
        LabelledTexts.Read(file).Texts.ShouldBe(["5\" plate", "a, b"]);
    }

    [Fact]
    public void A_last_line_without_an_end_counts()
    {
        File.WriteAllText(file, "label,text\n1,a\n0,");
        LabelledTexts.Read(file).Texts.ShouldBe(["a", ""]);
    }

    [Theory]
    [InlineData("", "holds no text")]
    [InlineData("label,text\n", "holds no text")]
    [InlineData("label,words\n1,a", "line 1: the header has no column text")]
    [InlineData("label,text\n1,\"a\nb\"\n2,c", "line 4: the label \"2\"")]
    [InlineData("label,text\n1", "line 2: 1 cells, 2 are needed")]
    [InlineData("label,text\n1,\"a", "line 2: a quotation mark is not closed")]
    [InlineData("label,text\n1,\"a\"b", "line 2: something follows")]
    public void A_line_that_cannot_be_parsed_is_named(string content, string reason)
    {
        File.WriteAllText(file, content);
        Should.Throw<InvalidDataException>(() => LabelledTexts.Read(file)).Message.ShouldContain(reason);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(file, [.. "label,text\n1,"u8, 0xC3, 0x28]);
        Should.Throw<InvalidDataException>(() => LabelledTexts.Read(file)).Message.ShouldContain("UTF-8");
    }
}
