using Kaki.Place.Notes;

namespace Kaki.Tests.Place.Notes;

public class NoteTextTests
{
    [Theory]
    [InlineData("去看#柿子 和＃霜降", "柿子 霜降")]
    [InlineData("看 https://a.example/x，#露营（https://a.example）#帐篷", "露营 帐篷")]
    [InlineData("a#b, A&#39;s", "")]
    [InlineData("#\uFE0F\u20E3 and #\uFE0F\u20E3穿搭, #हिन्दी", "हिन्दी")]
    [InlineData("#123456789012345678901234567890 #1234567890123456789012345678901", "123456789012345678901234567890")]
    [InlineData("https://zh.wikipedia.org/wiki/柿子#历史 又 #历史", "历史")]
    public void A_topic_begins_at_a_sign_of_its_own(string text, string topics) => string.Join(' ', NoteText.Topics(text)).ShouldBe(topics);

    [Theory]
    [InlineData("和@amy 还有＠bo_2，@Amy", "amy bo_2")]
    [InlineData("https://a.example。@mei 一起", "mei")]
    [InlineData("写信给小明@example.com", "")]
    [InlineData("me@amy, https://site.example/关于@amy", "")]
    [InlineData("Ask @amy. She knows", "amy")]
    public void A_mention_is_no_part_of_an_address(string text, string handles) => string.Join(' ', NoteText.Mentions(text)).ShouldBe(handles);
}
