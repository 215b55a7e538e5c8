using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Tests.Goods;
using Kaki.Tests.Kernel.Pictures;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Trust.Limits;

/// <summary>What somebody may do only so often within an hour.</summary>
public class WriteLimitTests
{
    [Theory, BothDatabases]
    public async Task Drafts_saves_collections_mutes_likes_and_comments_have_an_end(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(ben, "Much asked for", "today");
        await Ends(site, amy, "draft", 3600, () => amy.Client.PostAsJsonAsync("/api/v1/drafts", new { title = "Again" }));
        await Ends(site, amy, "note.save", 600, () => amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { }));
        await Ends(site, amy, "collection", 240, () => amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Again", visibility = "private" }));
        await Ends(site, amy, "bond", 400, () => amy.Client.PutAsync($"/api/v1/people/{ben.Handle}/mute", null));
        await Ends(site, amy, "note.like", 600, () => amy.Client.PutAsync($"/api/v1/notes/{note}/like", null));
        await Ends(site, amy, "comment.write", 120, () => amy.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Again" }));
    }

    [Theory, BothDatabases]
    public async Task Changing_and_removing_a_comment_filter_words_and_following_a_topic_have_an_end_too(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await SearchTests.Publish(amy, "Much changed", "today #muchchanged");
        var said = (await amy.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "First" }).Json()).GetProperty("id").GetString();
        var topic = (await amy.Client.GetAsync("/api/v1/topics/muchchanged").Json()).GetProperty("id").GetString();
        await Ends(site, amy, "comment.edit", 60, () => amy.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = "Again" }));
        await Ends(site, amy, "comment.words", 60, () => amy.Client.PutAsJsonAsync("/api/v1/comment-words", new { words = new[] { "again" } }));
        await Ends(site, amy, "topic.follow", 200, () => amy.Client.PutAsync($"/api/v1/topics/{topic}/follow", null));
        await Ends(site, amy, "comment.remove", 240, () => amy.Client.DeleteAsync($"/api/v1/comments/{said}"), then: () => amy.Client.PostAsync($"/api/v1/comments/{said}/undo", null));
    }

    [Theory, BothDatabases]
    public async Task What_a_shop_changes_interests_and_questions_for_a_passkey_have_an_end_too(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestShop.Open(site);
        var (owner, made) = (shop.Owner, (await shop.Make()).GetProperty("id").GetString());
        var clerk = await site.SignedIn("clerk");
        var page = await owner.Client.GetAsync("/api/v1/office/shop").Json();
        await Ends(site, owner, "goods.save", 600, async () => await owner.Client.PostAsJsonAsync("/api/v1/office/goods", await shop.Body()));
        await Ends(site, owner, "goods.sale", 240, () => owner.Client.PostAsJsonAsync("/api/v1/office/goods/sale", new { ids = new[] { made }, onSale = true }));
        await Ends(site, owner, "shop.edit", 60, () => owner.Client.PutAsJsonAsync("/api/v1/office/shop", new { name = page.GetProperty("name"), about = page.GetProperty("about"), shipsFrom = page.GetProperty("shipsFrom") }));
        await Ends(site, owner, "staff", 120, () => owner.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "clerk" }));
        await Ends(site, clerk, "interests", 60, () => clerk.Client.PutAsJsonAsync("/api/v1/account/interests", new { interests = new[] { "tea" } }));
        await Ends(site, clerk, "passkey.add", 60, () => clerk.Client.PostAsJsonAsync("/api/v1/passkeys/options", new { }));
    }

    [Theory, BothDatabases]
    public async Task Pictures_have_an_end_and_nothing_is_kept_past_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        async Task<HttpResponseMessage> Bring() => await amy.Client.PostAsync("/api/v1/pictures", new ByteArrayContent(Samples.Jpeg(Pixels.Quarters(32, 32))));
        (await Bring()).StatusCode.ShouldBe(HttpStatusCode.Created);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.AddRange(Enumerable.Range(0, 399).Select(_ => new Picture(amy.MemberId, PicturePurpose.Note, new Developed(10, 10, "#102030", "000000", [[1], [1], [1]]), Instant.Now(TimeProvider.System))));
        await db.SaveChangesAsync();
        await Refused(await Bring());
        (await db.Set<Picture>().CountAsync(p => p.OwnerId == amy.MemberId)).ShouldBe(400);
    }

    /// <summary>Once is fine; when the hour's window holds all it may, so is not once more.</summary>
    private static async Task Ends(TestSite site, TestPerson who, string scope, int limit, Func<Task<HttpResponseMessage>> act, Func<Task<HttpResponseMessage>>? then = null)
    {
        (await act()).IsSuccessStatusCode.ShouldBeTrue(scope);
        await using var services = site.Scope();
        var full = await services.ServiceProvider.GetRequiredService<AppDb>().Database.ExecuteSqlAsync($"update trust_rates set count = {limit} where bucket = {scope + ":" + who.MemberId.ToString(CultureInfo.InvariantCulture)}");
        full.ShouldBe(1, scope);
        await Refused(await (then ?? act)());
    }

    private static async Task Refused(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await answer.Code()).ShouldBe("too_often");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    }
}
