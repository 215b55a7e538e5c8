using System.Net;
using System.Net.Http.Json;
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
    public async Task Answers_lose_their_pictures_with_the_thread_they_are_in(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var note = await Note(amy);
        Picture asked = await TakeDownPictureTests.Added(site, bo), answered = await TakeDownPictureTests.Added(site, amy);
        var root = await Comment(bo, note, asked);
        await Comment(amy, note, answered, root);
        (await bo.Client.DeleteAsync($"/api/v1/comments/{root}")).EnsureSuccessStatusCode();
        foreach (var picture in new[] { asked, answered }) await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.NotFound);
        await Forget(site, root);
        await TakeDownPictureTests.Becomes(amy.Client, answered, HttpStatusCode.NotFound);
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
