using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Goods;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Tests.Kernel.Pictures;
using Kaki.Trust.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kaki.Tests.Goods.Reviews.Reviewing;

namespace Kaki.Tests.Goods.Reviews;

public class ReviewTests
{
    [Theory, BothDatabases]
    public async Task A_buyer_reviews_only_what_they_received_and_once(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        var (buyer, other) = (await shop.Site.SignedIn("buyer"), await shop.Site.SignedIn("other"));
        var waiting = await Line(shop, buyer, product, received: false);
        (await (await Write(buyer, waiting)).Code()).ShouldBe("goods.review.not_received");
        var line = await Line(shop, buyer, product, received: true);
        (await Write(other, line)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Write(buyer, line)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await Write(buyer, line)).Code()).ShouldBe("goods.review.twice");
        var counts = (await shop.Product(product)).GetProperty("reviews");
        counts.GetProperty("count").GetInt32().ShouldBe(1);
        counts.GetProperty("byStars")[3].GetInt32().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task An_order_waits_for_a_review_until_there_is_one(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var buyer = await shop.Site.SignedIn("buyer");
        var line = await Line(shop, buyer, await shop.Sell(), received: true);
        var page = $"/orders/{await OrderOf(shop.Site, line)}";
        (await buyer.Client.GetAsync("/api/v1/orders?tab=review").Json()).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await buyer.Client.GetStringAsync(page)).ShouldNotContain("Your review");
        (await buyer.Client.GetStringAsync("/orders")).ShouldNotContain("Your review");
        await Written(buyer, line);
        (await buyer.Client.GetAsync("/api/v1/orders?tab=review").Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await buyer.Client.GetStringAsync(page)).ShouldContain("Your review");
        (await buyer.Client.GetStringAsync("/orders")).ShouldContain("Your review");
    }

    [Theory, BothDatabases]
    public async Task Whom_one_blocked_does_not_speak_in_reviews_and_their_stars_still_count(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        TestPerson buyer = await shop.Site.SignedIn("buyer"), reader = await shop.Site.SignedIn("reader"), judge = await shop.Site.SignedIn("judge", Rights.Moderate);
        var review = await Written(buyer, await Line(shop, buyer, product, received: true));
        (await reader.Client.PutAsync($"/api/v1/people/{buyer.Handle}/block", null)).EnsureSuccessStatusCode();
        (await judge.Client.PutAsync($"/api/v1/people/{buyer.Handle}/block", null)).EnsureSuccessStatusCode();
        foreach (var sort in new[] { "helpful", "new" })
            (await reader.Client.GetAsync($"/api/v1/goods/{product}/reviews?sort={sort}").Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await reader.Client.GetAsync($"/api/v1/reviews/{review}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await judge.Client.GetAsync($"/api/v1/reviews/{review}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await buyer.Client.GetAsync($"/api/v1/goods/{product}/reviews").Json()).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await shop.Product(product)).GetProperty("reviews").GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Behind_a_block_nobody_reads_what_a_review_said_before_or_finds_it_helpful()
    {
        var shop = await TestShop.Open(TestSite.On(Provider.Sqlite));
        var product = await shop.Sell();
        TestPerson buyer = await shop.Site.SignedIn("buyer"), reader = await shop.Site.SignedIn("reader");
        var review = await Written(buyer, await Line(shop, buyer, product, received: true));
        (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{review}", new { stars = 2, text = "The glaze came off" })).EnsureSuccessStatusCode();
        (await buyer.Client.PutAsync($"/api/v1/people/{reader.Handle}/block", null)).EnsureSuccessStatusCode();
        (await reader.Client.GetAsync($"/api/v1/reviews/{review}/history")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reader.Client.PutAsync($"/api/v1/reviews/{review}/helpful", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await shop.Site.Browser().GetAsync($"/api/v1/reviews/{review}/history")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task What_a_hidden_or_changed_review_said_is_not_kept_in_the_shops_notices(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        TestPerson buyer = await shop.Site.SignedIn("buyer"), judge = await shop.Site.SignedIn("judge", Rights.Moderate);
        var review = await Written(buyer, await Line(shop, buyer, product, received: true));
        Task Told(string? words) => Soon.Holds(async () => (await shop.Owner.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray()
            .Any(n => n.GetProperty("kind").GetString() == "review" && n.GetProperty("excerpt").GetString() == words), $"The shop reads {words}");
        await Told("Holds tea");
        (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{review}", new { stars = 2, text = "The glaze came off" })).EnsureSuccessStatusCode();
        await Told("The glaze came off");
        (await judge.Client.PostAsJsonAsync($"/api/v1/reviews/{review}/moderation", new { measure = "hide", why = "Rude" })).EnsureSuccessStatusCode();
        await Told(null);
    }

    [Theory, BothDatabases]
    public async Task Of_two_clicks_at_once_one_review_comes(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        var buyer = await shop.Site.SignedIn("buyer");
        var line = await Line(shop, buyer, product, received: true);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Write(buyer, line)));
        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        (await shop.Product(product)).GetProperty("reviews").GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Stars_and_words_have_their_bounds_and_pictures_their_owner(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        var buyer = await shop.Site.SignedIn("buyer");
        var line = await Line(shop, buyer, product, received: true);
        (await (await Write(buyer, line, stars: 0)).Code()).ShouldBe("goods.review.stars");
        (await (await Write(buyer, line, stars: 6)).Code()).ShouldBe("goods.review.stars");
        (await (await Write(buyer, line, text: new string('好', 1001))).Code()).ShouldBe("goods.review.long");
        (await (await Write(buyer, line, pictures: [await shop.Picture()])).Code()).ShouldBe("goods.review.picture");
        (await Write(buyer, line, pictures: [await shop.Picture(buyer)])).StatusCode.ShouldBe(HttpStatusCode.Created);
        var found = (await shop.Site.Browser().GetAsync($"/api/v1/goods/{product}/reviews?pictures=true").Json()).GetProperty("items");
        found[0].GetProperty("pictures").GetArrayLength().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_change_keeps_what_was_said_before_and_the_counts_right(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        var (buyer, other) = (await shop.Site.SignedIn("buyer"), await shop.Site.SignedIn("other"));
        var id = await Written(buyer, await Line(shop, buyer, product, received: true));
        (await other.Client.PutAsJsonAsync($"/api/v1/reviews/{id}", new { stars = 1, text = "mine now" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{id}", new { stars = 2, text = "The glaze came off" })).EnsureSuccessStatusCode();
        var history = await shop.Site.Browser().GetAsync($"/api/v1/reviews/{id}/history").Json();
        history[0].GetProperty("text").GetString().ShouldBe("Holds tea");
        var stars = (await shop.Product(product)).GetProperty("reviews").GetProperty("byStars").EnumerateArray().Select(s => s.GetInt32());
        stars.ShouldBe([0, 1, 0, 0, 0]);
        (await shop.Site.Browser().GetStringAsync($"/goods/{product}/reviews")).ShouldContain("Changed on");
    }

    [Theory, BothDatabases]
    public async Task A_picture_taken_out_of_a_review_is_gone(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var buyer = await shop.Site.SignedIn("buyer");
        string stays = await shop.Picture(buyer), goes = await shop.Picture(buyer);
        var written = await (await Write(buyer, await Line(shop, buyer, await shop.Sell(), received: true), pictures: [stays, goes])).Json();
        (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{written.GetProperty("id").GetString()}", new { stars = 4, text = "Holds tea", pictures = new[] { stays } })).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(buyer.Client, Id.Parse(goes), HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(buyer.Client, Id.Parse(stays), HttpStatusCode.OK);
    }

    [Fact]
    public void After_thirty_days_a_review_stays_as_it_is()
    {
        var at = new Instant(0);
        var review = new Review { Id = 1, OrderLineId = 1, ProductId = 1, MerchantId = 1, AuthorId = 1, At = at };
        review.Say(5, "good", false);
        Should.Throw<Kaki.Kernel.Refusals.Refusal>(() => review.Change(2, 1, "bad", false, at.Plus(TimeSpan.FromDays(31)))).Code.ShouldBe("goods.review.closed");
        review.Stars.ShouldBe(5);
    }

    [Theory, BothDatabases]
    public async Task The_shop_answers_reviews_of_its_own_goods_only(Provider provider)
    {
        var site = TestSite.On(provider);
        var (shop, rival) = (await TestShop.Open(site), await TestShop.Open(site));
        var product = await shop.Sell();
        var buyer = await site.SignedIn("buyer");
        var id = await Written(buyer, await Line(shop, buyer, product, received: true));
        (await rival.Owner.Client.PutAsJsonAsync($"/api/v1/office/reviews/{id}/reply", new { text = "Buy ours" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Client.PutAsJsonAsync($"/api/v1/office/reviews/{id}/reply", new { text = "Thanks, me" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/reviews/{id}/reply", new { text = "Thank you" })).EnsureSuccessStatusCode();
        (await site.Browser().GetStringAsync($"/goods/{product}")).ShouldContain("Thank you");
        await using var scope = site.Scope();
        var bucket = $"review.reply:{shop.Owner.MemberId}";
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Database.ExecuteSqlAsync($"update trust_rates set count = 240 where bucket = {bucket}")).ShouldBe(1);
        (await (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/reviews/{id}/reply", new { text = "Thank you again" })).Code()).ShouldBe("too_often");
    }

    [Theory, BothDatabases]
    public async Task Helpful_counts_each_reader_once_and_never_the_author(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        var (buyer, reader) = (await shop.Site.SignedIn("buyer"), await shop.Site.SignedIn("reader"));
        var id = await Written(buyer, await Line(shop, buyer, product, received: true));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => reader.Client.PutAsync($"/api/v1/reviews/{id}/helpful", null)));
        (await reader.Client.PutAsync($"/api/v1/reviews/{id}/helpful", null).Json()).GetProperty("count").GetInt32().ShouldBe(1);
        (await (await buyer.Client.PutAsync($"/api/v1/reviews/{id}/helpful", null)).Code()).ShouldBe("goods.review.own");
        (await reader.Client.DeleteAsync($"/api/v1/reviews/{id}/helpful").Json()).GetProperty("count").GetInt32().ShouldBe(0);
        (await reader.Client.PostAsync($"/api/v1/reviews/{id}/reports", JsonContent.Create(new { why = "" }))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await reader.Client.PostAsync($"/api/v1/reviews/{id}/reports", JsonContent.Create(new { why = "An advertisement" }))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory, BothDatabases]
    public async Task Two_clicks_on_report_are_one_report(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var (buyer, reader) = (await shop.Site.SignedIn("buyer"), await shop.Site.SignedIn("reader"));
        var id = Id.Parse(await Written(buyer, await Line(shop, buyer, await shop.Sell(), received: true)));
        var answers = await shop.Site.Meet($"goods_reviews where id = {id.Value}", 2, () => reader.Client.PostAsJsonAsync($"/api/v1/reviews/{id}/reports", new { why = "An advertisement" }));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.NoContent);
        await using var scope = shop.Site.Scope();
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ReviewReport>().CountAsync(r => r.ReviewId == id.Value)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_review_is_hidden_and_changed_at_once(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var (buyer, mod) = (await shop.Site.SignedIn("buyer"), await shop.Site.SignedIn("mod", Rights.Moderate));
        var id = Id.Parse(await Written(buyer, await Line(shop, buyer, await shop.Sell(), received: true)));
        var answers = await shop.Site.Meet($"goods_reviews where id = {id.Value}",
            () => buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{id}", new { stars = 1, text = "Leaks" }),
            () => mod.Client.PostAsJsonAsync($"/api/v1/reviews/{id}/moderation", new { measure = "hide", why = "Untrue" }));
        answers.ShouldAllBe(a => (int)a.StatusCode < 500, "none waits in a ring with the other");
    }

    [Theory, BothDatabases]
    public async Task A_reported_one_waits_for_a_moderator_who_may_hide_it_and_show_it_again(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        TestPerson buyer = await shop.Site.SignedIn("buyer"), reader = await shop.Site.SignedIn("reader"), mod = await shop.Site.SignedIn("mod", Rights.Moderate);
        var picture = await shop.Picture(buyer);
        var id = (await (await Write(buyer, await Line(shop, buyer, product, received: true), pictures: [picture])).Json()).GetProperty("id").GetString()!;
        (await mod.Client.GetStringAsync("/console/reviews")).ShouldNotContain(id);
        (await reader.Client.PostAsJsonAsync($"/api/v1/reviews/{id}/reports", new { why = "Praises another shop" })).EnsureSuccessStatusCode();
        (await mod.Client.GetStringAsync("/console/reviews")).ShouldContain("Praises another shop");
        (await mod.Client.GetStringAsync("/console")).ShouldContain("/console/reviews");
        (await Measure(reader, id, "hide", "mine")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Measure(mod, id, "hide", " ")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Measure(mod, id, "hide", "It is of another shop")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Measure(mod, id, "hide", "again")).StatusCode.ShouldBe(HttpStatusCode.NoContent); // nothing left to do
        (await shop.Product(product)).GetProperty("reviews").GetProperty("count").GetInt32().ShouldBe(0);
        (await shop.Site.Browser().GetAsync($"/api/v1/goods/{product}/reviews").Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{id}", new { stars = 5, text = "Well" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(shop.Site.Browser(), Id.Parse(picture), HttpStatusCode.NotFound);
        await Soon.Holds(async () => (await buyer.Client.GetStringAsync("/api/v1/notices")).Contains("It is of another shop"), "The notice");
        (await mod.Client.GetStringAsync("/console/reviews?hidden=true")).ShouldContain(id);
        (await Measure(mod, id, "showAgain", "It is of both")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await shop.Product(product)).GetProperty("reviews").GetProperty("count").GetInt32().ShouldBe(1);
        await TakeDownPictureTests.Becomes(shop.Site.Browser(), Id.Parse(picture), HttpStatusCode.OK);
        (await mod.Client.GetStringAsync("/console/reviews")).ShouldNotContain(id);
        await Soon.Holds(async () => (await buyer.Client.GetStringAsync("/api/v1/notices")).Contains("It is of both"), "The second notice");
        await using var scope = shop.Site.Scope();
        var acts = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<AuditLine>().Where(a => a.ActorId == mod.MemberId).OrderBy(a => a.Id).Select(a => a.Act).ToListAsync();
        acts.ShouldBe(["review.hide", "review.show_again"]);
    }

    [Theory, BothDatabases]
    public async Task Each_of_two_hidden_reviews_of_one_thing_has_its_own_reason_and_is_read_by_its_author(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        TestPerson buyer = await shop.Site.SignedIn("buyer"), reader = await shop.Site.SignedIn("reader"), mod = await shop.Site.SignedIn("mod", Rights.Moderate);
        string first = await Written(buyer, await Line(shop, buyer, product, received: true)), second = await Written(buyer, await Line(shop, buyer, product, received: true));
        (await reader.Client.GetAsync($"/api/v1/reviews/{first}").Json()).GetProperty("hidden").GetBoolean().ShouldBeFalse();
        (await Measure(mod, first, "hide", "Of another cup")).EnsureSuccessStatusCode();
        (await Measure(mod, second, "hide", "Said twice")).EnsureSuccessStatusCode();
        await Soon.Holds(async () => await Told(buyer) is [var late, var early] && early == ($"/reviews/{first}", "Of another cup · Holds tea") && late == ($"/reviews/{second}", "Said twice · Holds tea"), "Two notices");
        foreach (var (id, why) in new[] { (first, "Of another cup"), (second, "Said twice") })
        {
            foreach (var other in new[] { reader.Client, shop.Site.Browser() }) (await other.GetAsync($"/reviews/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await reader.Client.GetAsync($"/api/v1/reviews/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            foreach (var sees in new[] { buyer, mod }) (await sees.Client.GetStringAsync($"/reviews/{id}")).ShouldContain($"Hidden by a moderator: {why}");
            var read = await buyer.Client.GetAsync($"/api/v1/reviews/{id}").Json();
            (read.GetProperty("hidden").GetBoolean(), read.GetProperty("why").GetString(), read.GetProperty("text").GetString()).ShouldBe((true, why, "Holds tea"));
        }
    }

    [Theory, BothDatabases]
    public async Task It_is_changed_only_so_often_within_an_hour(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var buyer = await shop.Site.SignedIn("buyer");
        var id = await Written(buyer, await Line(shop, buyer, await shop.Sell(), received: true));
        (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{id}", new { stars = 5, text = "Holds more tea" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var bucket = $"review.change:{buyer.MemberId}";
        await using var scope = shop.Site.Scope();
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Database.ExecuteSqlAsync($"update trust_rates set count = 60 where bucket = {bucket}")).ShouldBe(1);
        (await (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{id}", new { stars = 4, text = "Holds tea" })).Code()).ShouldBe("too_often");
    }

    private static async Task<(string Url, string Excerpt)[]> Told(TestPerson who) =>
        [.. (await who.Client.GetAsync("/api/v1/notices?kind=house").Json()).GetProperty("items").EnumerateArray().Where(n => n.GetProperty("text").GetString()!.Contains("taken down")).Select(n => (n.GetProperty("url").GetString()!, n.GetProperty("excerpt").GetString()!))];

    [Theory, BothDatabases]
    public async Task What_is_found_helpful_between_pages_neither_repeats_nor_skips_a_review(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        var all = new List<long>();
        await using (var scope = shop.Site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            for (var i = 0; i < GivenPlace.MostLeading + 15; i++)
            {
                var review = new Review { Id = db.NextId(), OrderLineId = db.NextId(), ProductId = TestShop.Id(product), MerchantId = 1, AuthorId = 1, At = Instant.Now(TimeProvider.System) };
                review.Say(4, $"Word {i}", hasPictures: false);
                db.Add(review);
                all.Add(review.Id);
            }
            await db.SaveChangesAsync();
            for (var i = 0; i < all.Count; i += 3) await Helps(db, all[i], i % 7);
        }
        var seen = new List<long>();
        string? after = null;
        do
        {
            var page = await shop.Site.Browser().GetAsync($"/api/v1/goods/{product}/reviews?size=10&after={after}").Json();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => TestShop.Id(i.GetProperty("id").GetString()!)));
            after = page.GetProperty("next").GetString();
            await using var scope = shop.Site.Scope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            foreach (var id in all.Except(seen).Take(2).Concat(all.Except(seen).TakeLast(2)).Append(seen[0])) await Helps(db, id, 100);
            await Helps(db, seen[^1], -1);
        }
        while (after is not null);
        seen.Count.ShouldBe(all.Count);
        seen.Order().ShouldBe(all.Order());

        static Task<int> Helps(AppDb db, long review, int by) => db.Set<Review>().Where(r => r.Id == review).ExecuteUpdateAsync(s => s.SetProperty(r => r.Helpful, r => r.Helpful + by));
    }

    private static Task<HttpResponseMessage> Measure(TestPerson who, string id, string measure, string why) => who.Client.PostAsJsonAsync($"/api/v1/reviews/{id}/moderation", new { measure, why });
}
