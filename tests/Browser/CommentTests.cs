using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Talk under a note: pictures in it, and what is taken away and put back.</summary>
public class CommentTests
{
    [Fact]
    public async Task A_picture_is_sent_with_an_answer_and_seen_large()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var note = await visitor.Publish("A picture says it", "Show me below.");
        var page = visitor.Page;
        await visitor.Go($"/notes/{note}");
        await Say(page, "Which one?");
        await page.Locator(".cmt [data-reply]").First.ClickAsync();
        await page.SetInputFilesAsync("#say-picture", UploadTests.File(Painted.Png(700, 500, 8)));
        await Assertions.Expect(page.Locator("#say input[name='picture.id']")).ToHaveCountAsync(1);
        await page.Locator("#say form > .btn").ClickAsync();
        var shown = page.Locator(".cmt-sub .cmt .cmt-pic");
        await Assertions.Expect(shown).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#say .thumb-btn")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#comments h2 [data-count]")).ToHaveTextAsync("2");
        (await Axe.Look(page)).ShouldBeEmpty();
        await shown.ClickAsync();
        await Assertions.Expect(page.Locator("dialog.view-box img")).ToHaveJSPropertyAsync("naturalWidth", 700);
    }

    [Fact]
    public async Task A_broken_picture_is_refused_beside_the_field_and_the_words_stay()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        visitor.Forgive("422");
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var page = visitor.Page;
        await page.FillAsync("#say textarea", "Look");
        await page.SetInputFilesAsync("#say-picture", UploadTests.File(Painted.Png(600, 400, 9)[..4000], "torn.png"));
        await Assertions.Expect(page.Locator("#say [role=alert]")).ToContainTextAsync("This picture is damaged");
        await page.Locator("#say form > .btn").ClickAsync();
        (await page.Locator("#say textarea").InputValueAsync()).ShouldBe("Look");
        await page.Locator("#say .pic-work button", new() { HasText = "Remove" }).ClickAsync();
        await Assertions.Expect(page.Locator("#say k-upload")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_was_written_when_the_session_had_ended_is_there_after_signing_in()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("401");
        var handle = await visitor.Join();
        var note = await visitor.Publish("Still here", "Nobody has said anything.");
        var page = visitor.Page;
        await visitor.Go($"/notes/{note}");
        await Assertions.Expect(page.Locator(".cmt-none")).ToHaveCountAsync(1);
        await visitor.Context.ClearCookiesAsync();
        await page.FillAsync("#say textarea", "Said a little late");
        await page.Locator("#say form > .btn").ClickAsync();
        await SignInAgain();
        await page.WaitForURLAsync($"**/notes/{note}#say");
        await Assertions.Expect(page.Locator("#say textarea")).ToHaveValueAsync("Said a little late");
        await page.Locator("#say form > .btn").ClickAsync();
        await Assertions.Expect(page.Locator(".cmt-text")).ToHaveTextAsync("Said a little late");
        await Assertions.Expect(page.Locator(".cmt-none")).ToHaveCountAsync(0);
        await page.Locator(".cmt [data-reply]").First.ClickAsync();
        await visitor.Context.ClearCookiesAsync();
        await page.FillAsync("#say textarea", "And answered later still");
        await page.Locator("#say form > .btn").ClickAsync();
        await SignInAgain();
        await Assertions.Expect(page.Locator("#say .say-to")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#say textarea")).ToHaveValueAsync("And answered later still");
        await page.Locator("#say form > .btn").ClickAsync();
        await Assertions.Expect(page.Locator(".cmt-sub .cmt-text")).ToHaveTextAsync("And answered later still");

        async Task SignInAgain()
        {
            await page.WaitForURLAsync("**/sign-in**");
            await page.FillAsync("[name=handle]", handle);
            await page.FillAsync("[name=password]", Town.Password);
            await page.Locator("#sign-in-send").ClickAsync();
        }
    }

    [Fact]
    public async Task A_comment_goes_where_it_stands_leaves_its_answers_and_comes_back_from_the_line_in_its_place()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var note = await visitor.Publish("Said and unsaid", "Talk below.");
        var page = visitor.Page;
        await visitor.Go($"/notes/{note}");
        await Say(page, "The root of it");
        await page.Locator(".cmt [data-reply]").First.ClickAsync();
        await Say(page, "An answer");
        ILocator root = page.Locator(".cmt-list > .cmt"), answer = page.Locator(".cmt-sub .cmt"), count = page.Locator("#comments h2 [data-count]");
        foreach (var (gone, left) in new[] { (root, "1"), (answer, "1") })
        {
            await gone.Locator(".menu summary").First.ClickAsync();
            await gone.Locator("form[action$='/delete'] button").First.ClickAsync();
            await Assertions.Expect(count).ToHaveTextAsync(left);
            await Assertions.Expect(gone.GetByText(gone == root ? "The root of it" : "An answer")).ToBeHiddenAsync();
            if (gone == root) await Assertions.Expect(answer).ToBeVisibleAsync();
            page.Url.ShouldEndWith($"/notes/{note}");
            await Assertions.Expect(gone.Locator("> .cmt-gone")).ToContainTextAsync("Comment deleted");
            await Assertions.Expect(gone.Locator("> .cmt-gone button")).ToBeFocusedAsync();
            await Assertions.Expect(gone.Locator("> .cmt-gone button")).ToHaveAccessibleDescriptionAsync("Comment deleted");
            if (gone == root) (await Axe.Look(page)).ShouldBeEmpty();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(count).ToHaveTextAsync("2");
            await Assertions.Expect(gone.GetByText(gone == root ? "The root of it" : "An answer")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task The_line_that_takes_a_comment_back_stays_for_as_long_as_the_site_lets_it()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var note = await visitor.Publish("Five minutes", "And not a second more.");
        var page = visitor.Page;
        await visitor.Go($"/notes/{note}");
        await Say(page, "Said in haste");
        await page.Clock.InstallAsync();
        await page.Locator(".cmt .menu summary").First.ClickAsync();
        await page.Locator(".cmt form[action$='/delete'] button").First.ClickAsync();
        var line = page.Locator(".cmt-gone");
        await Assertions.Expect(line).ToBeVisibleAsync();
        await page.Clock.RunForAsync(270_000);
        await Assertions.Expect(line).ToBeVisibleAsync();
        await page.Clock.RunForAsync(60_000);
        await Assertions.Expect(page.Locator("#comments .cmt")).ToHaveCountAsync(0);
    }

    private static async Task Say(IPage page, string words)
    {
        await page.FillAsync("#say textarea", words);
        await page.Locator("#say form > .btn").ClickAsync();
        await Assertions.Expect(page.GetByText(words)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#say form > .btn")).ToBeEnabledAsync();
    }
}
