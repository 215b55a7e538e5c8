using System.Net;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Kernel.Pictures;

public class TakeDownPictureTests
{
    private static readonly Caller Moderator = new(9, "moderator", Rights.Member | Rights.Moderate, "en", null, "", false);

    [Theory, BothDatabases]
    public async Task A_picture_taken_down_is_not_served_until_it_is_put_back(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var picture = await scope.ServiceProvider.GetRequiredService<AddPicture>().For(5, new MemoryStream(Samples.Jpeg(Pixels.Quarters(64, 48))), PicturePurpose.Note);
        var moderate = scope.ServiceProvider.GetRequiredService<TakeDownPicture>();
        await moderate.Run(Moderator, picture.Id);
        await Becomes(provider, picture, HttpStatusCode.NotFound);
        await moderate.Run(Moderator, picture.Id);
        await moderate.PutBack(Moderator, picture.Id);
        await Becomes(provider, picture, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Only_a_moderator_takes_down(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var picture = await scope.ServiceProvider.GetRequiredService<AddPicture>().For(5, new MemoryStream(Samples.Jpeg(Pixels.Quarters(64, 48))), PicturePurpose.Note);
        var moderate = scope.ServiceProvider.GetRequiredService<TakeDownPicture>();
        (await Should.ThrowAsync<Refusal>(() => moderate.Run(Moderator with { Rights = Rights.Member, MemberId = 5 }, picture.Id))).Code.ShouldBe("forbidden");
        (await Should.ThrowAsync<Refusal>(() => moderate.Run(Moderator, 1))).Code.ShouldBe("missing");
        (await TestSite.On(provider).Browser().GetAsync(picture.Url(320))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // The files move when the event is delivered, after the decision was committed.
    private static async Task Becomes(Provider provider, Picture picture, HttpStatusCode wanted)
    {
        var client = TestSite.On(provider).Browser();
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var seen = new List<HttpStatusCode>();
            foreach (var size in Picture.Sizes) seen.Add((await client.GetAsync(picture.Url(size))).StatusCode);
            if (seen.All(s => s == wanted)) return;
            await Task.Delay(100);
        }
        Assert.Fail($"The picture did not become {wanted}.");
    }
}
