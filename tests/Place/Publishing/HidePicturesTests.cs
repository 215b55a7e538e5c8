using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Publishing;

public class HidePicturesTests
{
    [Theory, BothDatabases]
    public async Task The_pictures_of_a_note_are_taken_down_and_put_back_with_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        var picture = await TakeDownPictureTests.Added(site, amy);
        var note = await Publish(amy, picture);
        await Measure(mod, note, "takeDown");
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(amy.Client, picture, HttpStatusCode.OK);
        await TakeDownPictureTests.Becomes(mod.Client, picture, HttpStatusCode.OK);
        await Measure(mod, note, "restore");
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.OK);
        (await site.Browser().GetAsync(picture.Url(640))).Headers.CacheControl!.Public.ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task A_picture_another_note_shows_stays_until_that_one_is_gone_too(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        Picture shared = await TakeDownPictureTests.Added(site, amy), alone = await TakeDownPictureTests.Added(site, amy);
        Id first = await Publish(amy, shared, alone), second = await Publish(amy, shared);
        await Measure(mod, first, "takeDown");
        await TakeDownPictureTests.Becomes(site.Browser(), alone, HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(site.Browser(), shared, HttpStatusCode.OK);
        await Measure(mod, second, "takeDown");
        await TakeDownPictureTests.Becomes(site.Browser(), shared, HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task The_author_may_put_a_note_right_that_was_taken_down_but_shows_its_pictures_nowhere_else(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        Picture picture = await TakeDownPictureTests.Added(site, amy), fresh = await TakeDownPictureTests.Added(site, amy);
        var note = await Publish(amy, picture);
        await Measure(mod, note, "takeDown");
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.NotFound);
        (await (await amy.Client.PostAsJsonAsync("/api/v1/notes", Said(picture))).Code()).ShouldBe("note.picture_missing");
        (await (await amy.Client.PostAsJsonAsync($"/api/v1/notes/{await Publish(amy)}/comments", new { text = "Look", pictureId = new Id(picture.Id) })).Code()).ShouldBe("note.picture_missing");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}", Said(picture, fresh))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await TakeDownPictureTests.Becomes(site.Browser(), fresh, HttpStatusCode.NotFound);
        await Measure(mod, note, "restore");
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.OK);
        await TakeDownPictureTests.Becomes(site.Browser(), fresh, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task The_pictures_of_a_deleted_note_are_gone_at_once_and_no_room_asks_for_them(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var picture = await TakeDownPictureTests.Added(site, amy);
        (await amy.Client.DeleteAsync($"/api/v1/notes/{await Publish(amy, picture)}")).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(amy.Client, picture, HttpStatusCode.NotFound);
        await using var scope = site.Scope();
        (await TakeDownPictureTests.StateOf(site, picture)).ShouldBe(PictureState.Leaving);
        foreach (var room in scope.ServiceProvider.GetServices<IPictureUse>()) (await room.Used([picture.Id], default)).ShouldBeEmpty(room.GetType().Name);
    }

    [Theory, BothDatabases]
    public async Task The_pictures_of_a_note_for_oneself_alone_are_shown_to_nobody_else_until_it_is_opened(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        Picture turned = await TakeDownPictureTests.Added(site, amy), own = await TakeDownPictureTests.Added(site, amy), gone = await TakeDownPictureTests.Added(site, amy);
        var note = await Publish(amy, turned, gone);
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}", Said([turned], "onlyMe"))).EnsureSuccessStatusCode();
        var diary = Id.Parse((await amy.Client.PostAsJsonAsync("/api/v1/notes", Said([own], "onlyMe")).Json()).GetProperty("id").GetString()!);
        foreach (var hidden in new[] { turned, gone, own })
        {
            await TakeDownPictureTests.Becomes(site.Browser(), hidden, HttpStatusCode.NotFound);
            await TakeDownPictureTests.Becomes(amy.Client, hidden, HttpStatusCode.OK);
        }
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}", Said([turned, gone], "onlyMe"))).EnsureSuccessStatusCode(); // as a window still shows it that was opened before
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}", Said([turned], "public"))).EnsureSuccessStatusCode();
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{diary}", Said([own], "followers"))).EnsureSuccessStatusCode();
        foreach (var shown in new[] { turned, gone, own }) await TakeDownPictureTests.Becomes(site.Browser(), shown, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task A_version_of_which_nobody_knows_who_might_see_it_shows_its_pictures_to_nobody_else(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        Picture stays = await TakeDownPictureTests.Added(site, amy), gone = await TakeDownPictureTests.Added(site, amy);
        var note = await Publish(amy, stays, gone);
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}", Said([stays], "public"))).EnsureSuccessStatusCode();
        await using (var scope = site.Scope()) await scope.ServiceProvider.GetRequiredService<AppDb>().Set<NoteEdit>().Where(e => e.NoteId == note.Value).ExecuteUpdateAsync(s => s.SetProperty(e => e.Visibility, (Visibility?)null));
        await using (var scope = site.Scope()) await scope.ServiceProvider.GetRequiredService<FollowUse>().Run([stays.Id, gone.Id], default);
        await TakeDownPictureTests.Becomes(site.Browser(), gone, HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(site.Browser(), stays, HttpStatusCode.OK);
    }

    private static object Said(Picture[] pictures, string visibility) => new { title = "A blue door", body = "Down the lane", visibility, pictures = pictures.Select(p => new { id = new Id(p.Id), alt = "A door" }) };

    private static object Said(params Picture[] pictures) => new { title = "A blue door", body = "Down the lane", pictures = pictures.Select(p => new { id = new Id(p.Id), alt = "A door" }) };

    private static async Task<Id> Publish(TestPerson author, params Picture[] pictures) =>
        Id.Parse((await author.Client.PostAsJsonAsync("/api/v1/notes", Said(pictures)).Json()).GetProperty("id").GetString()!);

    private static async Task Measure(TestPerson moderator, Id note, string measure) =>
        (await moderator.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure, why = "Somebody else's door" })).EnsureSuccessStatusCode();
}
