using System.Net;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Http;

public class ChoicesTests
{
    [Theory]
    [InlineData("/about?lang=zh-CN", "/about")]
    [InlineData("/search?q=%E8%8C%B6&lang=zh-CN&sort=new", "/search?q=%E8%8C%B6&sort=new")]
    [InlineData("/search?q=a%20b", "/search?q=a%20b")]
    public async Task A_language_chosen_is_not_overruled_by_the_address_one_comes_back_to(string from, string back)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/language") { Content = new FormUrlEncodedContent([new("lang", "en")]), Headers = { Referrer = new("http://localhost" + from) } };
        var answer = await TestSite.On(Provider.Sqlite).Browser().SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe(back);
        answer.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith("lang=en", StringComparison.Ordinal));
    }
}
