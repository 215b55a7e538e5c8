using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Kaki.Tests.Host.Commands;

/// <summary>A site nobody has been to, as <c>run --no-demo</c> opens it, by the forms on its pages.</summary>
public sealed class EmptySiteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-empty-").FullName;

    [Fact]
    public async Task It_goes_from_its_first_person_to_the_first_product_of_a_shop()
    {
        await using var site = await SiteProcess.Start(folder, postgres: null);
        await Soon.Holds(() => site.Said.Any(l => l.Contains("the first person to sign up at http://localhost", StringComparison.Ordinal) && l.EndsWith("/sign-up becomes the operator.", StringComparison.Ordinal)));
        using HttpClient keeper = Browser(site), potter = Browser(site);
        (await keeper.GetStringAsync("/")).ShouldContain("The first person to sign up becomes the operator of this site.");
        await SignUp(keeper, "keeper");
        (await keeper.GetStringAsync("/")).ShouldNotContain("becomes the operator");

        (await keeper.GetStringAsync("/console/categories")).ShouldContain("Ceramics");
        var made = await Send(keeper, "/console/categories", [("NameZh", "水壶"), ("NameEn", "Kettles"), ("Slug", "kettles"), ("Parent", "home")]);
        made.ShouldStartWith("/console/categories/kettles");
        var form = await keeper.GetStringAsync("/console/categories/kettles");
        await Send(keeper, "/console/categories/kettles",
        [
            ("NameZh", "水壶"), ("NameEn", "Kettles"), ("Parent", "home"), ("Position", "3"), ("Version", Regex.Match(form, "name=\"Version\" value=\"(\\d+)\"").Groups[1].Value),
            ("Attributes[0].NameEn", "Holds"), ("Attributes[0].Kind", "Number"), ("Attributes[0].Unit", "ml"),
            ("Attributes[1].NameZh", "材质"), ("Attributes[1].NameEn", "Material"), ("Attributes[1].Kind", "Choice"), ("Attributes[1].ChoicesZh", "钢\r\n陶"), ("Attributes[1].ChoicesEn", "Steel\r\nClay"), ("Attributes[1].Required", "true"),
        ]);
        (await keeper.GetStringAsync("/console/audit")).Replace("<wbr>", "").ShouldContain("category.put");

        await SignUp(potter, "potter");
        await Send(keeper, "/console/shops", [("Owner", "potter"), ("Slug", "kettle-house"), ("NameEn", "Kettle house"), ("FromEn", "Longquan"), ("Currency", "CNY")]);
        var blank = await potter.GetStringAsync("/office/goods/new");
        var category = Regex.Match(blank, "<option value=\"(\\w+)\"[^>]*>[^<]*Kettles").Groups[1].Value;
        var product = await Send(potter, "/office/goods/new",
        [
            ("titleEn", "The first kettle"), ("categoryId", category), ("attributes[holds]", "900"), ("attributes[material]", "1"), ("pictures[0].id", await Picture(potter)),
            ("variants[0].choices", ""), ("variants[0].sold", "true"), ("variants[0].price", "128"), ("variants[0].stock", "3"), ("act", "on"),
        ]);
        var page = await Browser(site).GetStringAsync(product.Replace("/office", "", StringComparison.Ordinal));
        page.ShouldContain("The first kettle");
        page.ShouldContain("Clay");
        page.ShouldContain("900 ml");
    }

    private static HttpClient Browser(SiteProcess site)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        return client;
    }

    private static Task SignUp(HttpClient client, string handle) => Send(client, "/sign-up", [("handle", handle), ("name", handle), ("password", TestPerson.Password)]);

    /// <returns>Where the browser is sent.</returns>
    private static async Task<string> Send(HttpClient client, string path, (string Name, string Value)[] fields)
    {
        var answer = await client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        answer.StatusCode.ShouldBeOneOf([HttpStatusCode.Redirect, HttpStatusCode.SeeOther], $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> Picture(HttpClient client)
    {
        var content = new ByteArrayContent(Painted.Png(60, 60, 7));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return (await client.PostAsync("/api/v1/pictures?purpose=Goods", content).Json()).GetProperty("id").GetString()!;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
