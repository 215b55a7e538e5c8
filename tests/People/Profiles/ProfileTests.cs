using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.People.Profiles;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.People.Profiles;

public class ProfileTests
{
    [Theory, BothDatabases]
    public async Task A_profile_says_what_its_owner_wrote_without_marks_that_mislead(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        await amy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "  Amy \u202Eevil  A ", bio = "one\r\ntwo\u0007", region = "cn-31", city = "上海", discoverable = true, indexable = true }).Json();
        var view = await site.Browser().GetAsync($"/api/v1/people/{amy.Handle}").Json();
        view.GetProperty("name").GetString().ShouldBe("Amy evil A");
        view.GetProperty("bio").GetString().ShouldBe("one\ntwo");
        view.GetProperty("region").GetString().ShouldBe("Shanghai");
    }

    [Fact]
    public async Task What_somebody_likes_is_read_by_nobody_else()
    {
        var site = TestSite.On(Provider.Sqlite);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        (await amy.Client.PutAsJsonAsync("/api/v1/account/interests", new { interests = new[] { "pregnancy" } })).EnsureSuccessStatusCode();
        foreach (var other in new[] { site.Browser(), eve.Client }) (await other.GetAsync($"/api/v1/people/{amy.Handle}").Json()).GetProperty("interests").GetArrayLength().ShouldBe(0);
        (await amy.Client.GetAsync($"/api/v1/people/{amy.Handle}").Json()).GetProperty("interests").GetArrayLength().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_change_from_an_old_reading_is_refused(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var version = (await amy.Client.GetAsync("/api/v1/account/profile").Json()).GetProperty("version").GetInt64();
        await amy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "First", version }).Json();
        var second = await amy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "Second", version });
        second.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await amy.Client.GetAsync("/api/v1/account/profile").Json()).GetProperty("name").GetString().ShouldBe("First");
    }

    [Theory, BothDatabases]
    public async Task Of_many_changes_from_one_reading_one_wins(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var tag = (await amy.Client.GetAsync("/api/v1/account/profile")).Headers.ETag!;
        async Task<HttpStatusCode> Rename(int n)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/account/profile") { Content = JsonContent.Create(new { name = $"Amy {n}" }) };
            request.Headers.IfMatch.Add(tag);
            return (await amy.Client.SendAsync(request)).StatusCode;
        }
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(Rename));
        answers.Count(a => a == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name.missing"), InlineData("""{"name":"\u200d \u200d"}""", "name.missing"), InlineData("""{"name":"1234567890123456789012345"}""", "text.too_long"), InlineData("""{"name":"A","region":"XX-1"}""", "region.unknown"), InlineData("""{"name":"A","avatar":"2"}""", "picture.unknown")]
    public async Task What_a_profile_cannot_hold_is_refused(string body, string code)
    {
        var amy = await TestSite.On(Provider.Sqlite).SignedIn();
        var answer = await amy.Client.PutAsync("/api/v1/account/profile", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Code()).ShouldBe(code);
    }

    [Theory, BothDatabases]
    public async Task A_face_that_is_replaced_and_a_cover_taken_off_are_gone(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        Picture face = await TakeDownPictureTests.Added(site, amy), cover = await TakeDownPictureTests.Added(site, amy), next = await TakeDownPictureTests.Added(site, amy);
        await amy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "Amy", avatar = new Id(face.Id), cover = new Id(cover.Id) }).Json();
        await amy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "Amy", avatar = new Id(next.Id) }).Json();
        foreach (var gone in new[] { face, cover }) await TakeDownPictureTests.Becomes(amy.Client, gone, HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(site.Browser(), next, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Interests_are_kept_by_key_in_whatever_language_they_were_written(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var picked = await amy.Client.PutAsJsonAsync("/api/v1/account/interests", new { interests = new[] { "露营", "camping", "tea", "moon cakes" } }).Json();
        picked.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("key").GetString()).ShouldBe(["camping", "moon cakes", "tea"]);
        (await (await amy.Client.PutAsJsonAsync("/api/v1/account/interests", new { interests = Enumerable.Range(0, 31).Select(i => $"tag {i}") })).Code()).ShouldBe("interests.too_many");
        (await amy.Client.GetAsync("/api/v1/account/interests").Json()).GetProperty("items").GetArrayLength().ShouldBe(3);
    }

    [Theory, BothDatabases]
    public async Task Who_does_not_want_to_be_found_is_not(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), shy = await site.SignedIn("shy");
        await shy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "Shy", discoverable = false, indexable = false }).Json();
        async Task<bool> Found(string handle) => (await site.Browser().GetAsync($"/api/v1/people/suggest?q={handle}").Json()).GetProperty("items").EnumerateArray().Any(p => p.GetProperty("handle").GetString() == handle);
        (await Found(amy.Handle)).ShouldBeTrue();
        (await Found(shy.Handle)).ShouldBeFalse();
        await using var scope = site.Scope();
        var indexed = await new PeopleInSitemap(scope.ServiceProvider.GetRequiredService<AppDb>()).Pages(0, 50_000, TestContext.Current.CancellationToken);
        indexed.ShouldContain(p => p.Path == "/@" + amy.Handle);
        indexed.ShouldNotContain(p => p.Path == "/@" + shy.Handle);
    }

    [Theory, BothDatabases]
    public async Task A_new_face_that_came_with_words_that_were_refused_stays_with_them(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var face = new Id((await TakeDownPictureTests.Added(site, amy)).Id);
        var answer = await amy.Client.PostAsync("/settings/profile", new FormUrlEncodedContent([new("name", "Amy"), new("bio", new string('b', 201)), new("avatar.id", $"{face}"), new("cover.id", "no id!")]));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"data-picture=\"{face}\"");
    }

    [Theory, BothDatabases]
    public async Task Who_has_no_picture_has_a_drawn_face(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        await using var scope = site.Scope();
        var card = (await scope.ServiceProvider.GetRequiredService<PeopleReads>().Cards([amy.MemberId, 12345])).Values.ShouldHaveSingleItem();
        card.AvatarUrl.ShouldStartWith("/faces/");
        (await site.Browser().GetAsync(card.AvatarUrl)).Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
    }
}
