using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Like, save and follow: seen at once, taken back when the server could not take them.</summary>
public class ActTests
{
    [Fact]
    public async Task A_like_shows_at_once_and_is_still_there_after_a_reload()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var like = visitor.Page.Locator("k-act[kind=like] > .act");
        var go = new TaskCompletionSource();
        await visitor.Page.RouteAsync("**/like", async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        var saved = visitor.Page.WaitForResponseAsync(r => r.Url.EndsWith("/like", StringComparison.Ordinal));
        await like.ClickAsync();
        await Assertions.Expect(like).ToHaveAttributeAsync("aria-pressed", "true");
        saved.IsCompleted.ShouldBeFalse();
        go.SetResult();
        (await saved).Ok.ShouldBeTrue();
        await visitor.Page.ReloadAsync();
        (await like.GetAttributeAsync("aria-pressed")).ShouldBe("true");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_shared_is_told_to_the_journal(bool desk)
    {
        await using var visitor = await Chrome.Visit(new(Desk: desk));
        await visitor.Page.Clock.InstallAsync();
        await visitor.Go($"/goods/{visitor.Town.Product}");
        var told = visitor.Page.WaitForRequestAsync(r => r.Url.EndsWith("/api/v1/activity", StringComparison.Ordinal) && r.PostData!.Contains("\"share\"", StringComparison.Ordinal));
        await visitor.Page.Locator("k-share a:visible").ClickAsync();
        await visitor.Page.Clock.RunForAsync(8_000); // acts go in batches
        (await told).PostData!.ShouldContain($"\"thing\":\"product:{visitor.Town.Product}\"");
    }

    [Theory, InlineData("like", ".act"), InlineData("save", ".act.is-save"), InlineData("follow", "button")]
    public async Task What_the_server_could_not_take_is_taken_back_and_said(string kind, string button)
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("500");
        await visitor.Join();
        await visitor.Go($"/notes/{visitor.Town.Note}");
        await visitor.Page.RouteAsync($"**/api/v1/**/{kind}", route => route.FulfillAsync(new() { Status = 500, ContentType = "application/problem+json", Body = """{"title":"Something fell from the tree","status":500}""" }));
        var act = visitor.Page.Locator($"k-act[kind={kind}] > {button}").First;
        var said = await act.InnerTextAsync();
        await act.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".toast[role=alert]")).ToContainTextAsync("Something fell from the tree");
        await Assertions.Expect(act).ToHaveAttributeAsync("aria-pressed", "false");
        (await act.InnerTextAsync()).ShouldBe(said);
    }

    [Fact]
    public async Task Without_the_net_a_like_is_taken_back_and_can_be_tried_again()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("ERR_INTERNET_DISCONNECTED");
        await visitor.Join();
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var like = visitor.Page.Locator("k-act[kind=like] > .act");
        await visitor.Context.SetOfflineAsync(true);
        await like.ClickAsync();
        var toast = visitor.Page.Locator(".toast[role=alert]");
        await Assertions.Expect(toast).ToContainTextAsync("You are offline");
        await Assertions.Expect(like).ToHaveAttributeAsync("aria-pressed", "false");
        await visitor.Context.SetOfflineAsync(false);
        await toast.Locator("button").ClickAsync();
        await Assertions.Expect(like).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task What_was_liked_on_the_note_is_liked_on_its_card_after_going_back()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        await visitor.Go("/");
        var card = visitor.Page.Locator($"[data-id='note:{visitor.Town.Note}']");
        await card.Locator(".card-body").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/notes/*");
        var saved = visitor.Page.WaitForResponseAsync(r => r.Url.EndsWith("/like", StringComparison.Ordinal));
        await visitor.Page.Locator("k-act[kind=like] > .act").ClickAsync();
        await saved;
        await visitor.Page.GoBackAsync();
        await Assertions.Expect(card.Locator("k-act[kind=like] button")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task A_comment_counts_as_soon_as_it_stands_there()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var note = await visitor.Publish("Counted at once", "Say something below.");
        await visitor.Go($"/notes/{note}");
        var page = visitor.Page;
        await page.FillAsync("#say textarea", "Here I am.");
        await page.Locator("#say form > .btn").ClickAsync();
        await Assertions.Expect(page.Locator("#comments h2 [data-count]")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator(".act[href='#comments']")).ToHaveAccessibleNameAsync("Comments 1");
    }

    [Fact]
    public async Task Who_approves_their_followers_has_been_asked_and_is_not_followed_yet()
    {
        await using var visitor = await Chrome.Visit();
        var shy = await visitor.Join("shy");
        var approves = await visitor.Context.APIRequest.PutAsync("/api/v1/account/profile", new() { DataObject = new { name = shy, approveFollowers = true } });
        approves.Ok.ShouldBeTrue(await approves.TextAsync());
        await visitor.Context.ClearCookiesAsync();
        await visitor.Join();
        await visitor.Go($"/@{shy}");
        var follow = visitor.Page.Locator("k-act[kind=follow] > button").First;
        await follow.ClickAsync();
        await Assertions.Expect(follow).ToHaveTextAsync("Requested");
    }

    [Fact]
    public async Task A_comment_that_is_refused_stays_in_its_form_with_the_reason_and_is_sent_once_when_it_is_right()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("400");
        await visitor.Join();
        await visitor.Go($"/notes/{await visitor.Publish("Said once", "Say something below.")}");
        var page = visitor.Page;
        var words = page.Locator("#say textarea");
        await words.EvaluateAsync("field => field.value = 'w'.repeat(501)");
        await page.Locator("#say form > .btn").ClickAsync();
        await Assertions.Expect(page.Locator(".toast[role=alert]")).ToContainTextAsync("A comment has at most 500 characters");
        (await words.InputValueAsync()).Length.ShouldBe(501);
        await words.FillAsync("Short enough.");
        await words.PressAsync("Control+Enter");
        await words.PressAsync("Control+Enter");
        await Assertions.Expect(words).ToHaveValueAsync("");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".cmt-text")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_change_of_the_cart_that_is_refused_is_said_and_the_cart_stays()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        visitor.Forgive("422", "400");
        await visitor.Join();
        var added = await visitor.Context.APIRequest.PostAsync("/api/v1/cart/lines", new() { DataObject = new { sku = $"{visitor.Town.Life.Sku}", quantity = 1 } });
        added.Ok.ShouldBeTrue(await added.TextAsync());
        await visitor.Go("/cart");
        var page = visitor.Page;
        await page.Locator("button[name=quantity]").Last.EvaluateAsync("more => more.value = '9999'");
        await page.Locator("button[name=quantity]").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".toast[role=alert]")).ToContainTextAsync("pieces");
        await page.Locator("button[name=quantity]").Last.EvaluateAsync("more => more.value = '2'");
        await page.Locator("button[name=quantity]").Last.ClickAsync();
        await Assertions.Expect(page.Locator("output.num")).ToHaveTextAsync("2");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("2");
    }
}
