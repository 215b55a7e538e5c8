using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
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

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_to_people_and_to_machines()
    {
        var buyer = await TestSite.On(Provider.Sqlite).SignedIn("moves");
        var told = await buyer.Client.PostAsJsonAsync("/api/v1/addresses", new { name = " ", phone = "abc", region = "XX", street = "18" });
        told.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await told.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("address.name");
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["name", "phone", "region", "street"]);
        var page = await buyer.Client.PostAsync("/addresses", new FormUrlEncodedContent([new("name", " "), new("phone", "abc"), new("region", "CN-ZJ"), new("street", "18")]));
        new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync()).QuerySelectorAll("[aria-invalid=true]").Select(f => f.Id).ShouldBe(["name", "phone", "street"]);
    }
}
