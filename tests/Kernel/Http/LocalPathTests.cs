using Kaki.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Kaki.Tests.Kernel.Http;

public class LocalPathTests
{
    [Theory]
    [InlineData("/orders?state=paid#top", "/orders?state=paid#top")]
    [InlineData("/topics/露营 柿", "/topics/%E9%9C%B2%E8%90%A5%20%E6%9F%BF")]
    [InlineData("/topics/%E9%9C%B2", "/topics/%E9%9C%B2")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: b", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void It_stays_on_the_site_and_fits_a_header(string? wanted, string path) => LocalPath.Of(wanted).ShouldBe(path);

    [Theory]
    [InlineData("http://kaki.example/notes/7?sort=new", "/notes/7?sort=new")]
    [InlineData("http://kaki.example//evil.example/x", "/me")]
    [InlineData("http://kaki.example/\\evil.example/x", "/me")]
    [InlineData("http://evil.example/notes/7", "/me")]
    [InlineData("javascript:alert(1)", "/me")]
    public void The_page_before_is_one_of_this_site(string referer, string path)
    {
        var http = new DefaultHttpContext { Request = { Host = new("kaki.example"), Headers = { Referer = referer } } };
        LocalPath.Behind(http, "/me").ShouldBe(path);
    }
}
