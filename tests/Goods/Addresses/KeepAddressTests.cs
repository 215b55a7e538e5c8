using System.Net;
using System.Net.Http.Json;
using Kaki.Goods.Addresses;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Addresses;

public class KeepAddressTests
{
    [Theory, BothDatabases]
    public async Task However_many_are_added_at_once_one_is_the_usual_and_none_is_beyond_the_last(Provider provider)
    {
        var site = TestSite.On(provider);
        var buyer = await site.SignedIn("moves");
        Task<HttpResponseMessage> Add() => buyer.Client.PostAsJsonAsync("/api/v1/addresses", new { name = "Amy", phone = "13800002046", region = "CN-ZJ", street = "Bamboo Lane 18" });
        (await site.Meet($"people_members where id = {buyer.MemberId}", 3, Add)).ShouldAllBe(a => a.IsSuccessStatusCode);
        for (var n = 3; n < Address.Most - 1; n++) (await Add()).EnsureSuccessStatusCode();
        (await site.Meet($"people_members where id = {buyer.MemberId}", 3, Add)).Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        await using var scope = site.Scope();
        var kept = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Address>().AsNoTracking().Where(a => a.MemberId == buyer.MemberId).ToListAsync();
        (kept.Count, kept.Count(a => a.IsDefault)).ShouldBe((Address.Most, 1));
    }
}
