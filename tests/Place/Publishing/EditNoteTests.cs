using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Tests.Kernel.Pictures;

namespace Kaki.Tests.Place.Publishing;

/// <summary>The form of a published note, as a page without script has it.</summary>
public class EditNoteTests
{
    [Theory, BothDatabases]
    public async Task The_older_of_two_windows_makes_nothing_public_and_keeps_what_was_typed(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var note = await Publish(amy, new { title = "A wakl", body = "Along the river" });
        Form here = await Open(amy, note), there = await Open(amy, note);
        (await here.With("visibility", "OnlyMe").Send(amy)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // What is refused for another reason is not newer for that.
        there = await Form.Of(await there.With("title", "").Send(amy), HttpStatusCode.BadRequest);
        there = await Form.Of(await there.With("title", "A walk").Send(amy), HttpStatusCode.PreconditionFailed);
        there.Alert.ShouldContain("This note was changed meanwhile");
        there.Alert.ShouldContain("Look at who can see it");
        there["title"].ShouldBe("A walk");
        (await Read(amy, note)).GetProperty("visibility").GetString().ShouldBe("onlyMe");
        (await Read(amy, note)).GetProperty("title").GetString().ShouldBe("A wakl");
        (await there.With("visibility", "OnlyMe").Send(amy)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Read(amy, note)).GetProperty("title").GetString().ShouldBe("A walk");
    }

    [Theory, BothDatabases]
    public async Task Pictures_are_described_and_taken_out_without_script(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var (product, _) = await (await TestStall.Open(site)).Sells(2_000, 9);
        var pictures = new List<Id>();
        for (var n = 0; n < 3; n++) pictures.Add((await TakeDownPictureTests.Added(site, amy)).Id);
        object Said(string title) => new { title, pictures = pictures.Select(p => new { id = p, alt = "" }), tags = Enumerable.Range(0, 3).Select(n => new { productId = product, pictureIndex = n, x = 10 + n, y = 20 }) };
        var note = await Publish(amy, Said("Three doors"));
        var form = (await Open(amy, note)).With("pictures[0].alt", "A blue door").With("out", $"{pictures[1]}");
        form.All.Count(f => f.Key.EndsWith(".id", StringComparison.Ordinal)).ShouldBe(3);
        (await form.Send(amy)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Shows(await Read(amy, note));
        var draft = (await amy.Client.PostAsJsonAsync("/api/v1/drafts", Said("Three doors, not out yet")).Json()).GetProperty("id").GetString();
        form = (await Form.Of(await amy.Client.GetAsync($"/publish/{draft}"), HttpStatusCode.OK)).With("pictures[0].alt", "A blue door").With("out", $"{pictures[1]}").With("act", "draft");
        (await form.Send(amy)).Headers.Location!.ToString().ShouldBe("/drafts");
        Shows((await amy.Client.GetAsync($"/api/v1/drafts/{draft}").Json()).GetProperty("note"));

        void Shows(System.Text.Json.JsonElement said)
        {
            said.GetProperty("pictures").EnumerateArray().Select(p => p.GetProperty("id").GetString()).ShouldBe([$"{pictures[0]}", $"{pictures[2]}"]);
            said.GetProperty("pictures")[0].GetProperty("alt").GetString().ShouldBe("A blue door");
            said.GetProperty("tags").EnumerateArray().Select(t => (t.GetProperty("pictureIndex").GetInt32(), t.GetProperty("x").GetDouble())).ShouldBe([(0, 10), (1, 12)]);
        }
    }

    [Theory, BothDatabases]
    public async Task A_topic_that_is_not_in_the_text_is_kept_or_taken_off(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var note = await Publish(amy, new { title = "Two topics", body = "Said #aloud", topics = new[] { "quiet", "still" } });
        var form = await Open(amy, note);
        form.All.Where(f => f.Key == "topics").Select(f => f.Value).ShouldBe(["quiet", "still"]);
        var page = new HtmlParser().ParseDocument(await amy.Client.GetStringAsync($"/notes/{note}"));
        page.QuerySelectorAll("article a.topic").Select(a => (a.TextContent, a.GetAttribute("href"))).ShouldBe([("#aloud", "/topics/aloud"), ("#quiet", "/topics/quiet"), ("#still", "/topics/still")]);
        (await form.Without("topics", "still").Send(amy)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Read(amy, note)).GetProperty("topics").EnumerateArray().Select(t => t.GetString()).ShouldBe(["aloud", "quiet"]);
    }

    private static async Task<Id> Publish(TestPerson who, object note) => Id.Parse((await who.Client.PostAsJsonAsync("/api/v1/notes", note).Json()).GetProperty("id").GetString()!);

    private static Task<System.Text.Json.JsonElement> Read(TestPerson who, Id note) => who.Client.GetAsync($"/api/v1/notes/{note}").Json();

    private static async Task<Form> Open(TestPerson who, Id note) => await Form.Of(await who.Client.GetAsync($"/notes/{note}/edit"), HttpStatusCode.OK);

    /// <summary>A form of a page as a browser would send it.</summary>
    private sealed record Form(string Action, string Alert, IReadOnlyList<KeyValuePair<string, string>> All)
    {
        public string this[string name] => All.Single(f => f.Key == name).Value;

        public static async Task<Form> Of(HttpResponseMessage answer, HttpStatusCode expected)
        {
            answer.StatusCode.ShouldBe(expected);
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            var form = (IHtmlFormElement)page.QuerySelector("textarea[name=body]")!.Closest("form")!;
            return new(form.GetAttribute("action")!, page.QuerySelector("[role=alert]")?.TextContent ?? "", [.. form.Elements.SelectMany(Sent)]);
        }

        private static IEnumerable<KeyValuePair<string, string>> Sent(IHtmlElement field) => field switch
        {
            IHtmlInputElement { Type: "file" } => [],
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
            IHtmlInputElement { Name.Length: > 0 } input => [new(input.Name!, input.Value)],
            IHtmlTextAreaElement text => [new(text.Name!, text.Value)],
            IHtmlSelectElement choice => [new(choice.Name!, choice.Value!)],
            _ => [],
        };

        public Form With(string name, string value) => this with { All = [.. All.Where(f => f.Key != name), new(name, value)] };

        public Form Without(string name, string value) => this with { All = [.. All.Where(f => f.Key != name || f.Value != value)] };

        public Task<HttpResponseMessage> Send(TestPerson who) => who.Client.PostAsync(Action, new FormUrlEncodedContent(All));
    }
}
