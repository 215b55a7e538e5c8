using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Comments;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Comments;

/// <summary>A picture is served for as long as somebody may see the comment it belongs to.</summary>
public class CommentPicturesTests
{
    [Theory, BothDatabases]
    public async Task The_picture_of_a_deleted_comment_is_hidden_at_once_back_when_that_is_undone_and_swept_after(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var picture = await TakeDownPictureTests.Added(site, bo);
        var comment = await Comment(bo, await Note(amy), picture);
        (await bo.Client.DeleteAsync($"/api/v1/comments/{comment}")).EnsureSuccessStatusCode();
        foreach (var who in new[] { site.Browser(), amy.Client }) await TakeDownPictureTests.Becomes(who, picture, HttpStatusCode.NotFound);
        (await bo.Client.PostAsync($"/api/v1/comments/{comment}/undo", null)).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.OK);
        (await bo.Client.DeleteAsync($"/api/v1/comments/{comment}")).EnsureSuccessStatusCode();
        await Forget(site, comment);
        await TakeDownPictureTests.Becomes(bo.Client, picture, HttpStatusCode.NotFound);
        (await TakeDownPictureTests.StateOf(site, picture)).ShouldBe(PictureState.Leaving);
    }

    [Theory, BothDatabases]
    public async Task Answers_keep_their_pictures_when_the_thread_they_are_in_is_removed(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var note = await Note(amy);
        Picture asked = await TakeDownPictureTests.Added(site, bo), answered = await TakeDownPictureTests.Added(site, amy);
        var root = await Comment(bo, note, asked);
        await Comment(amy, note, answered, root);
        (await bo.Client.DeleteAsync($"/api/v1/comments/{root}")).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(site.Browser(), asked, HttpStatusCode.NotFound);
        await Forget(site, root);
        await TakeDownPictureTests.Becomes(bo.Client, asked, HttpStatusCode.NotFound);
        (await TakeDownPictureTests.StateOf(site, asked)).ShouldBe(PictureState.Leaving);
        await TakeDownPictureTests.Becomes(site.Browser(), answered, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Pictures_under_a_note_for_its_author_alone_are_shown_to_nobody_else_until_it_is_opened(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var note = await Note(amy);
        var picture = await TakeDownPictureTests.Added(site, bo);
        await Comment(bo, note, picture);
        await Turn(amy, note, "onlyMe");
        foreach (var who in new[] { site.Browser(), amy.Client }) await TakeDownPictureTests.Becomes(who, picture, HttpStatusCode.NotFound);
        await Turn(amy, note, "public");
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.OK);
    }

    private static async Task Turn(TestPerson author, Id note, string visibility) =>
        (await author.Client.PutAsJsonAsync($"/api/v1/notes/{note}", new { title = "A green gate", body = "Behind the mill", visibility })).EnsureSuccessStatusCode();

    [Theory, BothDatabases]
    public async Task A_plain_form_brings_a_picture_with_a_comment_and_with_an_answer(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await Note(amy);
        var form = new HtmlParser().ParseDocument(await amy.Client.GetStringAsync($"/notes/{note}")).QuerySelector("#say form")!;
        (form.GetAttribute("enctype"), form.QuerySelector("input[type=file]")!.GetAttribute("name")).ShouldBe(("multipart/form-data", "picture"));
        (await Send(amy, note, Painted.Png(400, 300, 3), "")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var root = (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items")[0];
        root.GetProperty("text").GetString().ShouldBeEmpty();
        (await Send(amy, note, Painted.Png(300, 400, 4), "And this one", root.GetProperty("id").GetString())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var shown = new HtmlParser().ParseDocument(await amy.Client.GetStringAsync($"/notes/{note}"));
        foreach (var place in new[] { ".cmt-list > .cmt > div k-view", ".cmt-sub .cmt k-view" })
        {
            shown.QuerySelector($"{place} img")!.GetAttribute("src")!.ShouldEndWith("320.webp");
            (await site.Browser().GetAsync(shown.QuerySelector($"{place} a")!.GetAttribute("href"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory, BothDatabases]
    public async Task A_file_that_is_no_picture_is_refused_in_words_and_nothing_is_said(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await Note(amy);
        var refused = await Send(amy, note, "These are words"u8.ToArray(), "Look at this");
        ((int)refused.StatusCode).ShouldBeInRange(400, 499);
        var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        page.QuerySelector("[role=alert]")!.TextContent.ShouldNotBeNullOrWhiteSpace();
        page.QuerySelector("#say textarea")!.TextContent.ShouldBe("Look at this");
        (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("count").GetInt64().ShouldBe(0);
    }

    private static Task<HttpResponseMessage> Send(TestPerson writer, Id note, byte[] file, string text, string? parent = null)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("image/png");
        return writer.Client.PostAsync($"/notes/{note}/comments", new MultipartFormDataContent { { new StringContent(text), "text" }, { new StringContent(parent ?? ""), "parentId" }, { content, "picture", "gate.png" } });
    }

    [Theory, BothDatabases]
    public async Task A_picture_that_another_comment_shows_stays(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var note = await Note(amy);
        Picture twice = await TakeDownPictureTests.Added(site, bo), once = await TakeDownPictureTests.Added(site, bo);
        Id first = await Comment(bo, note, twice), second = await Comment(bo, note, twice), last = await Comment(bo, note, once);
        (await bo.Client.DeleteAsync($"/api/v1/comments/{first}")).EnsureSuccessStatusCode();
        (await bo.Client.DeleteAsync($"/api/v1/comments/{last}")).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(site.Browser(), once, HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(site.Browser(), twice, HttpStatusCode.OK);
        (await bo.Client.DeleteAsync($"/api/v1/comments/{second}")).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(site.Browser(), twice, HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Pictures_under_a_note_go_and_come_with_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await Note(amy);
        var picture = await TakeDownPictureTests.Added(site, bo);
        await Comment(bo, note, picture);
        await Measure(mod, note, "takeDown");
        foreach (var who in new[] { site.Browser(), amy.Client }) await TakeDownPictureTests.Becomes(who, picture, HttpStatusCode.NotFound);
        await Measure(mod, note, "restore");
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.OK);
        (await amy.Client.DeleteAsync($"/api/v1/notes/{note}")).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(bo.Client, picture, HttpStatusCode.NotFound);
        (await TakeDownPictureTests.StateOf(site, picture)).ShouldBe(PictureState.Leaving);
    }

    private static async Task<Id> Note(TestPerson author) =>
        Id.Parse((await author.Client.PostAsJsonAsync("/api/v1/notes", new { title = "A green gate", body = "Behind the mill" }).Json()).GetProperty("id").GetString()!);

    private static async Task<Id> Comment(TestPerson writer, Id note, Picture picture, Id? parent = null) =>
        Id.Parse((await writer.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Like this one?", pictureId = new Id(picture.Id), parentId = parent }).Json()).GetProperty("id").GetString()!);

    private static async Task Measure(TestPerson moderator, Id note, string measure) =>
        (await moderator.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure, why = "Somebody else's gate" })).EnsureSuccessStatusCode();

    /// <summary>As if the time to take the removal back were over.</summary>
    private static async Task Forget(TestSite site, Id comment)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var before = Kaki.Kernel.Instant.Now(TimeProvider.System).Minus(TimeSpan.FromHours(1));
        await db.Set<Comment>().Where(c => c.Id == comment.Value).ExecuteUpdateAsync(s => s.SetProperty(c => c.DeletedAt, before));
        await ActivatorUtilities.CreateInstance<SweepComments>(scope.ServiceProvider).Run(default);
    }
}
