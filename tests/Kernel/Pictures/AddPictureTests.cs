using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Kernel.Pictures;

public class AddPictureTests
{
    private static readonly Lazy<byte[]> Photo = new(() => Samples.Jpeg(Pixels.Quarters(800, 600)));
    private static readonly Lazy<byte[]> Other = new(() => Samples.Jpeg(Pixels.Quarters(600, 800)));

    [Theory, BothDatabases]
    public async Task A_member_uploads_a_picture_and_everybody_sees_it(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var answer = await amy.Client.PostAsync("/api/v1/pictures?purpose=goods", Body(Photo.Value));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var picture = await Json(answer);
        (picture.GetProperty("width").GetInt32(), picture.GetProperty("height").GetInt32()).ShouldBe((800, 600));
        picture.GetProperty("colour").GetString()!.ShouldMatch("^#[0-9a-f]{6}$");
        picture.GetProperty("blurhash").GetString()!.Length.ShouldBe(28);
        foreach (var (size, width, height) in new[] { ("320", 320, 240), ("640", 640, 480), ("1080", 800, 600) })
        {
            var url = picture.GetProperty("urls").GetProperty(size).GetString()!;
            url.ShouldBe($"/media/{picture.GetProperty("id").GetString()}/{size}.webp");
            Samples.Read(await TestSite.On(provider).Browser().GetByteArrayAsync(url), "webp", width, height).Rgb.Length.ShouldBe(width * height * 3);
        }
        await using var scope = TestSite.On(provider).Scope();
        var row = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Picture>().SingleAsync(p => p.Id == Id.Parse(picture.GetProperty("id").GetString()!, null).Value);
        (row.OwnerId, row.Purpose, row.State).ShouldBe((amy.MemberId, PicturePurpose.Goods, PictureState.Kept));
        row.Bytes.ShouldBeGreaterThan(0);
    }

    [Theory, BothDatabases]
    public async Task A_form_carries_a_picture_as_well(Provider provider)
    {
        using var form = new MultipartFormDataContent { { new StringContent("words before it"), "title" }, { Body(Photo.Value), "file", "photo.jpg" } };
        var answer = await (await TestSite.On(provider).SignedIn()).Client.PostAsync("/api/v1/pictures", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, BothDatabases]
    public async Task A_repeated_upload_with_one_key_makes_one_picture(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        amy.Client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await amy.Client.PostAsync("/api/v1/pictures", Body(Photo.Value));
        var again = await amy.Client.PostAsync("/api/v1/pictures", Body(Photo.Value));
        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        (await Json(again)).GetProperty("id").GetString().ShouldBe((await Json(first)).GetProperty("id").GetString());
        (await amy.Client.PostAsync("/api/v1/pictures", Body(Other.Value))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, BothDatabases]
    public async Task One_key_with_another_picture_in_the_form_is_refused(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        amy.Client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        (await amy.Client.PostAsync("/api/v1/pictures", new MultipartFormDataContent { { Body(Photo.Value), "file", "photo.jpg" } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await amy.Client.PostAsync("/api/v1/pictures", new MultipartFormDataContent { { Body(Other.Value), "file", "photo.jpg" } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, BothDatabases]
    public async Task A_picture_of_a_form_leaves_its_key_for_what_the_form_does(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var key = Guid.NewGuid().ToString("n");
        db.Add(new StoredAnswer { Id = key, RequestHash = "", Holder = "held" });
        await db.SaveChangesAsync();
        Task<string> Holder() => db.Set<StoredAnswer>().Where(s => s.Id == key).Select(s => s.Holder).SingleAsync();
        db.OnceKey = new(key, default);
        await scope.ServiceProvider.GetRequiredService<AddPicture>().For(amy.MemberId, new MemoryStream(Photo.Value), PicturePurpose.Note);
        (await Holder()).ShouldBe("held");
        await db.Write(() => Task.CompletedTask); // what the form does
        (await Holder()).ShouldBe(OnceOnly.Done);
        db.OnceKey = null;
    }

    [Fact]
    public async Task Of_a_visitors_form_not_a_byte_is_read()
    {
        await using var site = await LiveSite.Start(Provider.Sqlite);
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = site.Address };
        var body = new Told();
        using var form = new HttpRequestMessage(HttpMethod.Post, "/settings/profile") { Content = body };
        form.Headers.ExpectContinue = true;
        (await client.SendAsync(form)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        body.Asked.ShouldBeFalse();
    }

    /// <summary>A form that says whether the server asked for it.</summary>
    private sealed class Told : ByteArrayContent
    {
        // A short one would be sent after any answer, to keep the connection.
        private static readonly string Form = $"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{new string('b', 5_000)}\r\n--x--\r\n";
        public Told() : base(System.Text.Encoding.ASCII.GetBytes(Form)) => Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        public bool Asked { get; private set; }
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancel) { Asked = true; return base.SerializeToStreamAsync(stream, context, cancel); }
    }

    [Theory, BothDatabases]
    public async Task Nobody_uploads_without_signing_in(Provider provider) =>
        (await TestSite.On(provider).Browser().PostAsync("/api/v1/pictures", Body(Photo.Value))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Theory, BothDatabases]
    public async Task A_refusal_says_why_in_the_language_of_the_person_and_leaves_nothing(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var english = await amy.Client.PostAsync("/api/v1/pictures", Body("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()));
        english.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        var problem = await Json(english);
        problem.GetProperty("code").GetString().ShouldBe("picture.format");
        problem.GetProperty("title").GetString().ShouldBe("This is no picture we can read");
        var chinese = await amy.Client.PostAsync("/api/v1/pictures?lang=zh-CN", Body(Photo.Value[..(Photo.Value.Length / 2)]));
        chinese.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Json(chinese)).GetProperty("title").GetString().ShouldBe("这张图片坏了");
        (await Pictures(provider, amy.MemberId)).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task An_oversized_body_is_refused_whether_it_says_its_length_or_not(Provider provider)
    {
        var client = (await TestSite.On(provider).SignedIn()).Client;
        var huge = new byte[21 * 1024 * 1024];
        Photo.Value.CopyTo(huge, 0);
        var said = await client.PostAsync("/api/v1/pictures", Body(huge));
        said.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Json(said)).GetProperty("code").GetString().ShouldBe("picture.too_large");
        using var unsaid = new HttpRequestMessage(HttpMethod.Post, "/api/v1/pictures") { Content = new StreamContent(new Blobs.OneWay(huge)) };
        unsaid.Headers.TransferEncodingChunked = true;
        (await client.SendAsync(unsaid)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("multipart/form-data", "body.malformed")]
    [InlineData("multipart/form-data; boundary=x", "picture.missing")]
    public async Task A_form_without_a_picture_is_refused(string type, string code)
    {
        var body = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await (await TestSite.On(Provider.Sqlite).SignedIn()).Client.PostAsync("/api/v1/pictures", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Json(answer)).GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData("world"), InlineData("1"), InlineData("")]
    public async Task An_unknown_purpose_is_refused(string purpose)
    {
        var answer = await (await TestSite.On(Provider.Sqlite).SignedIn()).Client.PostAsync($"/api/v1/pictures?purpose={purpose}", Body(Photo.Value));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Json(answer)).GetProperty("code").GetString().ShouldBe("picture.purpose");
    }

    private static async Task<int> Pictures(Provider provider, long owner)
    {
        await using var scope = TestSite.On(provider).Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Picture>().CountAsync(p => p.OwnerId == owner);
    }

    private static ByteArrayContent Body(byte[] file) => new(file) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };

    private static Task<JsonElement> Json(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();
}
