using System.Net.Http.Json;
using FsCheck;
using FsCheck.Fluent;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Kernel.Paging;

public class CursorTests
{
    [Fact]
    public void It_comes_back_as_it_went() =>
        Prop.ForAll<long, long>((key, id) => Cursor.TryParse(new Cursor(key, id).ToString(), null, out var back) && back == new Cursor(key, id)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAYYx3bQbEAAAZxVq2gAAQAA")]
    public void What_is_none_is_none(string text) => Cursor.TryParse(text, null, out _).ShouldBeFalse();

    [Theory, BothDatabases]
    public async Task Reading_on_neither_repeats_nor_skips_whatever_arrives_meanwhile(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson reader = await site.SignedIn("reader"), writer = await site.SignedIn("writer"), second = await site.SignedIn("writer");
        foreach (var followed in new[] { writer, second }) (await reader.Client.PutAsync($"/api/v1/people/{followed.Handle}/follow", null)).EnsureSuccessStatusCode();
        var written = new List<string>();
        for (var n = 0; n < 28; n++) written.Add(await SearchTests.Publish(writer, $"Page {n}", "A page of a book"));
        for (var n = 28; n < 48; n++) written.Add(await SearchTests.Publish(second, $"Page {n}", "A page of a book"));
        var read = new List<string>();
        var next = "/api/v1/feed/following";
        while (next is not null)
        {
            var page = await reader.Client.GetAsync(next).Json();
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
            if (read.Count == 20) // while they read: one arrives, one that was read goes, one that was not goes
            {
                await SearchTests.Publish(second, "Late", "A page that came late");
                (await second.Client.DeleteAsync($"/api/v1/notes/{written[40]}")).EnsureSuccessStatusCode();
                (await writer.Client.DeleteAsync($"/api/v1/notes/{written[5]}")).EnsureSuccessStatusCode();
            }
        }
        read.ShouldBe(Enumerable.Reverse(written).Where(w => w != written[5]));
    }
}
