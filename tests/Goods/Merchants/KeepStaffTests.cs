using System.Net;
using System.Net.Http.Json;
using Kaki.Goods.Merchants;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Merchants;

public class KeepStaffTests
{
    [Theory, BothDatabases]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one(Provider provider)
    {
        var (site, shop, one, two) = await TwoOwners(provider);
        var answers = await site.Meet($"goods_staff where merchant_id = {shop}", () => Demote(one, two), () => Demote(two, one));
        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(1);
        (await Owners(site, shop)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Two_owners_who_remove_each_other_at_once_leave_one(Provider provider)
    {
        var (site, shop, one, two) = await TwoOwners(provider);
        var answers = await site.Meet($"goods_staff where merchant_id = {shop}", () => Remove(one, two), () => Remove(two, one));
        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(1);
        (await Owners(site, shop)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Who_is_given_a_seat_or_loses_it_is_told_and_may_leave_it_themselves(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        TestPerson clerk = await site.SignedIn("clerk"), other = await site.SignedIn("other");
        (await shop.Keeper.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        (await shop.Keeper.Client.PutAsJsonAsync($"/api/v1/office/staff/{other.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        await Told(clerk, "seated", "/office");
        (await clerk.Client.GetStringAsync("/notices")).ShouldContain("试验店 · Test shop");
        (await Remove(clerk, other)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var page = await clerk.Client.GetStringAsync("/office/staff");
        page.Split("value=\"remove\"").Length.ShouldBe(2, "of oneself only");
        page.ShouldContain("Leave the shop");
        page.ShouldNotContain("value=\"change\"");
        var left = await clerk.Client.PostAsync("/office/staff", new FormUrlEncodedContent([new("handle", clerk.Handle), new("act", "remove")]));
        left.Headers.Location!.ToString().ShouldBe("/office");
        (await clerk.Client.GetAsync("/api/v1/office/staff")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Remove(shop.Keeper, other)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Told(other, "unseated", $"/shops/{shop.Slug}");
        (await clerk.Client.GetStringAsync("/api/v1/notices")).ShouldNotContain("unseated", Case.Insensitive, "they know");
    }

    [Fact]
    public async Task Nobody_is_given_a_seat_past_a_block()
    {
        var site = TestSite.On(Provider.Sqlite);
        var shop = await TestStall.Open(site);
        var other = await site.SignedIn("other");
        (await other.Client.PutAsync($"/api/v1/people/{shop.Keeper.Handle}/block", null)).EnsureSuccessStatusCode();
        (await (await shop.Keeper.Client.PutAsJsonAsync($"/api/v1/office/staff/{other.Handle}", new { role = "clerk" })).Code()).ShouldBe("goods.staff.unknown");
    }

    private static Task Told(TestPerson who, string kind, string url) => Soon.Holds(
        async () => (await who.Client.GetAsync("/api/v1/notices?kind=orders").Json()).GetProperty("items").EnumerateArray().Any(n => n.GetProperty("kind").GetString() == kind && n.GetProperty("url").GetString() == url), $"A notice: {kind}");

    private static async Task<(TestSite, long Shop, TestPerson, TestPerson)> TwoOwners(Provider provider)
    {
        var site = TestSite.On(provider);
        var stall = await TestStall.Open(site);
        var second = await site.SignedIn("second");
        (await stall.Keeper.Client.PutAsJsonAsync($"/api/v1/office/staff/{second.Handle}", new { role = "owner" })).EnsureSuccessStatusCode();
        return (site, stall.Id, stall.Keeper, second);
    }

    private static Task<HttpResponseMessage> Demote(TestPerson who, TestPerson whom) => who.Client.PutAsJsonAsync($"/api/v1/office/staff/{whom.Handle}", new { role = "clerk" });
    private static Task<HttpResponseMessage> Remove(TestPerson who, TestPerson whom) => who.Client.DeleteAsync($"/api/v1/office/staff/{whom.Handle}");

    private static async Task<int> Owners(TestSite site, long shop)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Staff>().CountAsync(s => s.MerchantId == shop && s.Role == StaffRole.Owner);
    }
}
