using System.Net;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Kernel.Pictures;

public class TakeDownPictureTests
{
    [Theory, BothDatabases]
    public async Task A_picture_taken_down_is_not_served_until_it_is_put_back(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var picture = await Added(scope, owner: 5);
        var down = scope.ServiceProvider.GetRequiredService<TakeDownPicture>();
        await down.Run([picture.Id]);
        await down.Run([picture.Id]);
        await Becomes(TestSite.On(provider).Browser(), picture, HttpStatusCode.NotFound);
        await down.PutBack([picture.Id]);
        await down.PutBack([picture.Id]);
        await Becomes(TestSite.On(provider).Browser(), picture, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task What_was_taken_down_is_shown_to_its_owner_and_to_moderators_and_kept_by_no_cache(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson owner = await site.SignedIn(), other = await site.SignedIn("other"), mod = await site.SignedIn("mod", Rights.Moderate);
        await using var scope = site.Scope();
        var picture = await Added(scope, owner.MemberId);
        await scope.ServiceProvider.GetRequiredService<TakeDownPicture>().Run([picture.Id]);
        await Becomes(site.Browser(), picture, HttpStatusCode.NotFound);
        (await other.Client.GetAsync(picture.Url(320))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var who in new[] { owner, mod })
        {
            var answer = await who.Client.GetAsync(picture.Url(320));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
        }
    }

    [Theory, BothDatabases]
    public async Task A_picture_given_up_is_shown_to_nobody(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson owner = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        await using var scope = site.Scope();
        var picture = await Added(scope, owner.MemberId);
        await scope.ServiceProvider.GetRequiredService<TakeDownPicture>().Drop([picture.Id]);
        foreach (var who in new[] { owner.Client, mod.Client, site.Browser() }) await Becomes(who, picture, HttpStatusCode.NotFound);
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Picture>().Where(p => p.Id == picture.Id).Select(p => p.State).SingleAsync()).ShouldBe(PictureState.Leaving);
    }

    private static Task<Picture> Added(AsyncServiceScope scope, long owner) =>
        scope.ServiceProvider.GetRequiredService<AddPicture>().For(owner, new MemoryStream(Samples.Jpeg(Pixels.Quarters(64, 48))), PicturePurpose.Note);

    /// <summary>A fresh picture of somebody's.</summary>
    internal static async Task<Picture> Added(TestSite site, TestPerson owner)
    {
        await using var scope = site.Scope();
        return await Added(scope, owner.MemberId);
    }

    internal static async Task<PictureState> StateOf(TestSite site, Picture picture)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Picture>().Where(p => p.Id == picture.Id).Select(p => p.State).SingleAsync();
    }

    /// <summary>The files move when the event is delivered, after the decision was committed.</summary>
    internal static Task Becomes(HttpClient client, Picture picture, HttpStatusCode wanted) => Becomes(client, new Kaki.Kernel.Id(picture.Id), wanted);

    internal static Task Becomes(HttpClient client, Kaki.Kernel.Id picture, HttpStatusCode wanted) => Soon.Holds(async () =>
    {
        foreach (var size in Picture.Sizes)
            if ((await client.GetAsync(Picture.UrlOf(picture, size))).StatusCode != wanted) return false;
        return true;
    }, $"The picture's {wanted}");
}
