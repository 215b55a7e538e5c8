using System.Collections.Concurrent;
using System.Text.Json;

namespace Kaki.Browser.Tests.Harness;

/// <summary>Somebody with a browser of their own.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const string OurOwn = "Service Worker registration blocked by Playwright";
    private readonly IBrowserContext context;
    private ConcurrentQueue<string> complaints = QuietConsoleAttribute.OfThisTest();
    private string[] forgiven = [OurOwn];

    public Visitor(OpenSite site, IBrowserContext context, IPage page)
    {
        (Site, this.context, Page) = (site, context, page);
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complain($"{message.Page?.Url}: {message.Text}");
        };
        context.WebError += (_, error) => Complain($"{error.Page?.Url}: {error.Error}");
    }

    public OpenSite Site { get; }
    public Town Town => Site.Town;
    public IPage Page { get; }
    public IBrowserContext Context => context;

    /// <summary>Goes on with another test: what the console says from here on is said there, and nothing is forgiven yet.</summary>
    public Visitor InThisTest()
    {
        (complaints, forgiven) = (QuietConsoleAttribute.OfThisTest(), [OurOwn]);
        return this;
    }

    /// <summary>Expected by this test from here on: a console line with one of these words is none of its failures.</summary>
    public void Forgive(params string[] words) => forgiven = [OurOwn, .. words];

    private void Complain(string line)
    {
        if (!forgiven.Any(line.Contains)) complaints.Enqueue(line);
    }

    public async Task<IResponse> Go(string path)
    {
        var answer = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        answer.ShouldNotBeNull();
        ((int)answer.Status).ShouldBe(200, path);
        return answer;
    }

    /// <summary>Signs in as somebody of the town, past the form, which has tests of its own.</summary>
    public async Task<Visitor> As(string handle)
    {
        var answer = await context.APIRequest.PostAsync("/api/v1/sessions", new() { DataObject = new { handle, password = Town.Password } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return this;
    }

    public Task<Visitor> As(Who who) => who switch
    {
        Who.Guest => Task.FromResult(this),
        Who.Reader => As(Town.Reader),
        Who.Writer => As(Town.Writer),
        Who.Seller => As(Town.Seller),
        _ => As(Town.Operator),
    };

    /// <summary>Somebody new, signed in: the handle they got.</summary>
    public async Task<string> Join(string prefix = "amy")
    {
        var handle = $"{prefix}_{Guid.CreateVersion7():n}"[..20];
        var answer = await context.APIRequest.PostAsync("/api/v1/accounts", new() { DataObject = new { handle, name = handle, password = Town.Password } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return handle;
    }

    /// <summary>Somebody new who has yet to sign in: the handle they got.</summary>
    public async Task<string> Register(string prefix = "amy")
    {
        var handle = await Join(prefix);
        await context.ClearCookiesAsync();
        return handle;
    }

    /// <summary>Publishes a note of words, past the composer, which has tests of its own.</summary>
    /// <returns>The note's id.</returns>
    public async Task<string> Publish(string title, string body)
    {
        var answer = await context.APIRequest.PostAsync("/api/v1/notes", new() { DataObject = new { title, body } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return (await answer.JsonAsync())!.Value.GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> Api(string path)
    {
        var answer = await context.APIRequest.GetAsync(path);
        answer.Ok.ShouldBeTrue($"{path}: {answer.Status} {await answer.TextAsync()}");
        return (await answer.JsonAsync())!.Value;
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
