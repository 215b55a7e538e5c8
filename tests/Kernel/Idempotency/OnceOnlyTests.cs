using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Kaki.Goods.Checkout;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Idempotency;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Kernel.Idempotency;

public class OnceOnlyTests
{
    private static string FreshKey() => Guid.NewGuid().ToString("n");

    private static Task<HttpResponseMessage> Make(TestPerson person, string key, string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/collections") { Content = JsonContent.Create(new { name, visibility = "private" }) };
        request.Headers.Add("Idempotency-Key", key);
        return person.Client.SendAsync(request);
    }

    private static async Task<int> Made(TestPerson person, string name) =>
        (await person.Client.GetAsync("/api/v1/collections").Json()).GetProperty("items").EnumerateArray().Count(c => c.GetProperty("name").GetString() == name);

    /// <summary>As if the process that took the key had come no further than <paramref name="holder"/> says.</summary>
    private static async Task StoppedAt(TestSite site, TestPerson person, string key, string holder, TimeSpan left)
    {
        var id = Hash(person, key);
        var until = Instant.Now(TimeProvider.System).Plus(left);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        using var held = await db.EnterGate();
        (await db.Set<StoredAnswer>().Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, 0).SetProperty(x => x.Holder, holder).SetProperty(x => x.Until, until))).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task The_same_request_again_is_given_the_stored_answer(Provider provider)
    {
        var person = await TestSite.On(provider).SignedIn("once");
        var key = FreshKey();
        var first = await Make(person, key, "Tea");
        var again = await Make(person, key, "Tea");
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.StatusCode.ShouldBe(first.StatusCode);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await Made(person, "Tea")).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task The_key_with_another_body_is_refused(Provider provider)
    {
        var person = await TestSite.On(provider).SignedIn("once");
        var key = FreshKey();
        (await Make(person, key, "Tea")).IsSuccessStatusCode.ShouldBeTrue();
        var other = await Make(person, key, "Coffee");
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.Code()).ShouldBe("idempotency.other_request");
        (await Made(person, "Coffee")).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Of_many_at_once_one_is_done_and_the_rest_are_told_so(Provider provider)
    {
        var person = await TestSite.On(provider).SignedIn("once");
        var key = FreshKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Make(person, key, "Tea")));
        answers.Count(a => a.IsSuccessStatusCode).ShouldBeGreaterThan(0);
        foreach (var told in answers.Where(a => !a.IsSuccessStatusCode)) (await told.Code()).ShouldBe("idempotency.in_flight");
        (await Made(person, "Tea")).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task While_the_first_is_in_flight_the_second_is_told_to_wait(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn("once");
        var key = FreshKey();
        await Make(person, key, "Tea");
        await StoppedAt(site, person, key, "held", TimeSpan.FromMinutes(1));
        var second = await Make(person, key, "Tea");
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await second.Code()).ShouldBe("idempotency.in_flight");
        second.Headers.RetryAfter!.ToString().ShouldBe("1");
        (await Made(person, "Tea")).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Done_by_a_process_that_died_before_it_answered_it_is_not_done_again(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn("once");
        var key = FreshKey();
        await Make(person, key, "Tea");
        await StoppedAt(site, person, key, OnceOnly.Done, TimeSpan.FromMinutes(-1));
        (await (await Make(person, key, "Tea")).Code()).ShouldBe("idempotency.done_unanswered");
        (await Made(person, "Tea")).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Held_too_long_by_a_process_that_died_before_it_did_anything_it_is_taken_over(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn("once");
        var key = FreshKey();
        await Make(person, key, "Tea");
        await person.Client.DeleteAsync($"/api/v1/collections/{(await person.Client.GetAsync("/api/v1/collections").Json()).GetProperty("items")[0].GetProperty("id").GetString()}"); // nothing was done
        await StoppedAt(site, person, key, "held", TimeSpan.FromMinutes(-1));
        (await Make(person, key, "Tea")).IsSuccessStatusCode.ShouldBeTrue();
        (await Made(person, "Tea")).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Going_on_to_pay_is_no_second_payment_so_its_key_bars_nobody(Provider provider)
    {
        var site = TestSite.On(provider);
        var (_, pot) = await (await TestStall.Open(site)).Sells(3_000, 5);
        var buyer = await site.SignedIn("bank");
        var (order, url) = await buyer.Buys(pot, 1, 3_000);
        var key = FreshKey();
        Task<HttpResponseMessage> Pay() => buyer.Client.SendAsync(new(HttpMethod.Post, $"/api/v1/orders/{order}/pay") { Content = JsonContent.Create(new { }), Headers = { { "Idempotency-Key", key } } });
        Task<HttpResponseMessage> Press() => buyer.Client.PostAsync($"/orders/{order}/pay", new FormUrlEncodedContent([new("_key", key + "form")]));
        (await Pay()).EnsureSuccessStatusCode();
        await Press();
        await Unanswered(site, buyer, key, key + "form"); // as after a bank that was away
        (await Pay().Json()).GetProperty("payUrl").GetString().ShouldBe(url);
        (await Press()).Headers.Location!.ToString().ShouldBe(url);
    }

    /// <summary>What these keys did is committed and its answer lost.</summary>
    private static async Task Unanswered(TestSite site, TestPerson person, params string[] keys)
    {
        var ids = keys.Select(k => Hash(person, k)).ToList();
        var past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        using var held = await db.EnterGate();
        await db.Set<StoredAnswer>().Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, 0).SetProperty(x => x.Holder, OnceOnly.Done).SetProperty(x => x.Until, past));
    }

    private static string Hash(TestPerson person, string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person.MemberId}\n{key}")));

    [Fact]
    public async Task A_request_that_waited_until_another_took_its_key_over_does_nothing()
    {
        var site = TestSite.On(Provider.Postgres);
        var (_, pot) = await (await TestStall.Open(site)).Sells(3_000, 9);
        var buyer = await site.SignedIn("slow");
        await buyer.Puts(pot);
        var key = FreshKey();
        var id = Hash(buyer, key);
        Task<HttpResponseMessage> Add() => buyer.Client.SendAsync(new(HttpMethod.Post, "/api/v1/cart/lines") { Content = JsonContent.Create(new { sku = pot.ToString(), quantity = 1 }), Headers = { { "Idempotency-Key", key } } });
        async Task<HttpResponseMessage> TakeOver()
        {
            await using var scope = site.Scope();
            await Soon.Holds(() => scope.ServiceProvider.GetRequiredService<AppDb>().Set<StoredAnswer>().AnyAsync(s => s.Id == id), "The first is under way");
            await StoppedAt(site, buyer, key, "held", TimeSpan.FromMinutes(-1));
            return await Add();
        }
        var answers = await site.Meet($"goods_cart_lines where member_id = {buyer.MemberId}", Add, TakeOver);
        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(1);
        (await answers.Single(a => !a.IsSuccessStatusCode).Code()).ShouldBe("idempotency.in_flight");
        (await buyer.Client.GetAsync("/api/v1/cart").Json()).GetProperty("pieces").GetInt32().ShouldBe(2);
        (await Add()).Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Theory, BothDatabases]
    public async Task A_refusal_frees_the_key(Provider provider)
    {
        var person = await TestSite.On(provider).SignedIn("once");
        var key = FreshKey();
        (await Make(person, key, "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Make(person, key, "Tea")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task An_address_that_was_revealed_is_not_kept_and_each_look_asks_and_is_written_down(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(3_000, 5);
        TestPerson buyer = await site.SignedIn("buyer"), clerk = await site.SignedIn("clerk");
        (await shop.Keeper.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        var part = await buyer.Part(await buyer.PaidOrder(pot, 1, 3_000));
        string program = FreshKey(), form = FreshKey();
        Task<HttpResponseMessage>[] Look() => [Sent(clerk, program, $"/api/v1/office/orders/{part}/reveal"), clerk.Client.PostAsync($"/office/orders/{part}?handler=Reveal", new FormUrlEncodedContent([new("_key", form)]))];
        foreach (var look in Look()) (await look).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shop.Keeper.Client.DeleteAsync($"/api/v1/office/staff/{clerk.Handle}")).EnsureSuccessStatusCode();
        foreach (var look in Look()) (await look).IsSuccessStatusCode.ShouldBeFalse();
        await using var scope = site.Scope();
        var kept = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<StoredAnswer>().Where(a => a.Id == Hash(clerk, program) || a.Id == Hash(clerk, form)).Select(a => a.Body).ToListAsync();
        kept.ShouldAllBe(body => body.Length == 0);
    }

    [Theory, BothDatabases]
    public async Task What_leads_nowhere_keeps_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        await using var scope = site.Scope();
        var answers = scope.ServiceProvider.GetRequiredService<AppDb>().Set<StoredAnswer>();
        var person = await site.SignedIn("once");
        foreach (var path in new[] { "/nowhere", "/api/v1/nowhere", "/api/v1/feed/discover" })
        {
            var key = FreshKey();
            ((int)(await Sent(person, key, path)).StatusCode).ShouldBeInRange(404, 405);
            var id = Hash(person, key);
            (await answers.AnyAsync(a => a.Id == id)).ShouldBeFalse(path);
        }
    }

    private static Task<HttpResponseMessage> Sent(TestPerson person, string key, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Idempotency-Key", key);
        return person.Client.SendAsync(request);
    }

    [Theory, BothDatabases]
    public async Task Keys_of_two_people_are_two_keys(Provider provider)
    {
        var site = TestSite.On(provider);
        var (one, two) = (await site.SignedIn("once"), await site.SignedIn("once"));
        var key = FreshKey();
        await Make(one, key, "Tea");
        (await Make(two, key, "Coffee")).IsSuccessStatusCode.ShouldBeTrue();
        (await Made(two, "Coffee")).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_form_that_was_refused_is_taken_when_it_is_put_right(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(3_000, 5);
        var buyer = await site.SignedIn("mend");
        await buyer.Puts(pot);
        var address = await buyer.Address();
        await shop.Reprice(pot, 3_600);
        var key = FreshKey();
        Task<HttpResponseMessage> Send(long price) => buyer.Client.PostAsync("/checkout", new FormUrlEncodedContent([new("_key", key), new("address", address), new("seen", new PlaceOrder.Seen(pot, 1, price).ToString()), new("total", price.ToString())]));
        (await Send(3_000)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var mended = await Send(3_600);
        mended.Headers.Location!.ToString().ShouldStartWith("/sandbox-pay/");
        (await Send(3_600)).Headers.Location.ShouldBe(mended.Headers.Location, "sent twice it is one order");
        (await shop.Stock(pot)).ShouldBe((5, 1));
    }

    [Theory, BothDatabases]
    public async Task A_form_that_met_the_designed_page_is_taken_when_it_is_put_right(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(3_000, 5);
        var buyer = await site.SignedIn("mend");
        await buyer.Puts(pot);
        var (own, others) = (await buyer.Address(), await (await site.SignedIn("other")).Address());
        var key = FreshKey();
        Task<HttpResponseMessage> Send(string address) => buyer.Client.PostAsync("/checkout", new FormUrlEncodedContent([new("_key", key), new("address", address), new("seen", new PlaceOrder.Seen(pot, 1, 3_000).ToString()), new("total", "3000")]));
        (await Send(others)).StatusCode.ShouldBe(HttpStatusCode.NotFound); // not shown again: the refused page is asked for by the same post
        (await Send(own)).Headers.Location!.ToString().ShouldStartWith("/sandbox-pay/");
    }

    [Theory, BothDatabases]
    public async Task A_live_form_names_its_key_as_the_header_does(Provider provider)
    {
        var person = await TestSite.On(provider).SignedIn("live");
        var key = FreshKey();
        Task<HttpResponseMessage> Send() => person.Client.PostAsync($"/@{person.Handle}/collections", new FormUrlEncodedContent([new("name", "Pressed twice"), new("Idempotency-Key", key)]));
        await Send();
        (await Send()).Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await Made(person, "Pressed twice")).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_repeated_over_the_wire()
    {
        await using var site = await LiveSite.Start(Provider.Sqlite);
        await site.Bring("wire");
        using var client = await site.As("wire");
        client.DefaultRequestHeaders.Add("Idempotency-Key", FreshKey());
        for (var n = 0; n < 2; n++) (await client.PutAsJsonAsync("/api/v1/account/preferences", new { journalConsent = false })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        site.Errors.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_token_somebody_was_given_is_not_kept(Provider provider)
    {
        var site = TestSite.On(provider);
        var (person, browser, key) = (await site.SignedIn("token"), site.Browser(), FreshKey());
        browser.DefaultRequestHeaders.Add("Idempotency-Key", key);
        Task<HttpResponseMessage> SignIn() => browser.PostAsJsonAsync("/api/v1/sessions", new { handle = person.Handle, password = TestPerson.Password, token = true });
        Task<HttpResponseMessage> SignUp(string handle) => browser.PostAsJsonAsync("/api/v1/accounts", new { handle, name = handle, password = TestPerson.Password, token = true });
        var token = (await SignIn().Json()).GetProperty("token").GetString()!;
        (await (await SignIn()).Code()).ShouldBe("idempotency.done_unanswered");
        browser.DefaultRequestHeaders.Remove("Idempotency-Key");
        browser.DefaultRequestHeaders.Add("Idempotency-Key", FreshKey());
        var second = (await SignUp(TestPeople.FreshHandle("token")).Json()).GetProperty("token").GetString()!;
        var kept = await Bodies(site);
        foreach (var secret in new[] { token, second }) kept.ShouldNotContain(body => body.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<List<string>> Bodies(TestSite site)
    {
        await using var scope = site.Scope();
        return [.. (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<StoredAnswer>().Select(s => s.Body).ToListAsync()).Select(Encoding.UTF8.GetString)];
    }

    [Theory, BothDatabases]
    public async Task What_is_kept_of_a_request_does_not_give_its_body_away_to_who_guesses_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn("guess");
        await Make(person, FreshKey(), "Guess me");
        await Make(person, FreshKey(), "Guess me");
        var guess = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("POST /api/v1/collections\n{\"name\":\"Guess me\",\"visibility\":\"private\"}")));
        await using var scope = site.Scope();
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<StoredAnswer>().AnyAsync(s => s.RequestHash == guess)).ShouldBeFalse();
    }

    [Theory, BothDatabases]
    public async Task A_large_form_with_a_picture_sent_twice_is_one_note(Provider provider)
    {
        var person = await TestSite.On(provider).SignedIn("large");
        var key = FreshKey();
        var photo = Samples.Jpeg(Pixels.Quarters(800, 600));
        var draft = (await person.Client.GetAsync("/publish")).Headers.Location;
        Task<HttpResponseMessage> Send() => person.Client.PostAsync(draft, new MultipartFormDataContent
        {
            { new StringContent(key), "_key" }, { new StringContent("Once in a form"), "title" }, { new StringContent("Twice sent"), "body" }, { new StringContent("publish"), "act" },
            { new ByteArrayContent([.. photo, .. new byte[OnceOnly.MostBody]]), "files", "photo.jpg" },
        });
        var first = await Send();
        first.Headers.Location!.ToString().ShouldStartWith("/notes/");
        (await Send()).Headers.Location.ShouldBe(first.Headers.Location);
    }

    [Theory, BothDatabases]
    public async Task Goods_that_come_in_by_a_form_sent_twice_come_in_once(Provider provider)
    {
        var shop = await TestStall.Open(TestSite.On(provider));
        var (_, pot) = await shop.Sells(3_000, 5);
        var key = FreshKey();
        for (var sent = 0; sent < 2; sent++)
            (await shop.Keeper.Client.PostAsync($"/office/stock/{pot}", new FormUrlEncodedContent([new("_key", key), new("pieces", "3"), new("act", "Receive")]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await shop.Stock(pot)).OnHand.ShouldBe(8);
    }
}
