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
