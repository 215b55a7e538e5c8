using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Http.Metadata;
using Kaki.Tests.Host.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Machines;

public class OpenApiTests
{
    [Fact]
    public async Task It_is_OpenAPI_3_1_and_covers_every_route_under_the_api()
    {
        var description = await Description.Read();
        description.Version.ShouldStartWith("3.1");
        var described = description.Operations.Select(o => o.ToString()).ToHashSet();
        var routed = Routes().Select(r => $"{r.Method} {r.Path}").ToList();
        routed.Count.ShouldBeGreaterThan(140);
        routed.Where(r => !described.Contains(r)).ShouldBeEmpty();
        description.Operations.GroupBy(o => o.Name).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        description.Operations.Where(o => !o.It.TryGetProperty("summary", out _)).Select(o => o.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_types_never_share_a_schema()
    {
        var description = (await Description.Read()).Operations.ToDictionary(o => o.ToString());
        var types = new Dictionary<string, HashSet<Type>>();
        foreach (var (method, path, route) in Routes())
        {
            var operation = description[$"{method} {path}"];
            if (operation.Body is { } body && route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } input) Note(body.GetProperty("schema"), input);
            if (operation.Answer is { } answer && route.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(p => p.StatusCode is >= 200 and < 300)?.Type is { } output) Note(answer, output);
        }
        types.Count.ShouldBeGreaterThan(60);
        types.Where(t => t.Value.Count > 1).Select(t => $"{t.Key}: {string.Join(", ", t.Value.Select(x => x.FullName))}").ShouldBeEmpty();

        void Note(JsonElement schema, Type type)
        {
            if (!schema.TryGetProperty("$ref", out var name)) return;
            if (!types.TryGetValue(name.GetString()!, out var known)) types[name.GetString()!] = known = [];
            known.Add(type);
        }
    }

    [Fact]
    public async Task Every_list_says_where_the_next_begins()
    {
        var description = await Description.Read();
        var lists = description.Operations.Where(o => o.Method == "GET" && o.Answer is not null).Select(o => (o.Name, Properties: description.PropertiesOf(o.Answer!.Value).ToList())).Where(o => o.Properties.Contains("items")).ToList();
        lists.Count.ShouldBeGreaterThan(40);
        lists.Where(o => !o.Properties.Contains("next")).Select(o => o.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_id_is_a_number()
    {
        var description = await Description.Read();
        var numbers = from schema in description.Schemas
                      where schema.Value.TryGetProperty("properties", out _)
                      from property in schema.Value.GetProperty("properties").EnumerateObject()
                      where property.Name == "id" || property.Name.EndsWith("Id", StringComparison.Ordinal) || property.Name.EndsWith("Ids", StringComparison.Ordinal)
                      where Description.Kinds(property.Value).Intersect(["integer", "number"]).Any()
                      select $"{schema.Name}.{property.Name}";
        numbers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_is_described_as_a_number_alone()
    {
        var description = await Description.Read();
        var loose = from schema in description.Schemas
                    where schema.Value.TryGetProperty("properties", out _)
                    from property in schema.Value.GetProperty("properties").EnumerateObject()
                    let kinds = Description.Kinds(property.Value)
                    where kinds.Contains("string") && kinds.Intersect(["integer", "number"]).Any()
                    select $"{schema.Name}.{property.Name}";
        loose.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_body_has_an_example_of_its_shape()
    {
        var description = await Description.Read();
        var bodies = description.Operations.Where(o => o.Body is not null).ToList();
        bodies.Count.ShouldBeGreaterThan(40);
        var wrong = bodies.Where(o => !o.Body!.Value.TryGetProperty("example", out _)).Select(o => $"{o.Name}: no example")
            .Concat(bodies.Where(o => o.Body!.Value.TryGetProperty("example", out _)).SelectMany(o => description.Against(o.Body!.Value.GetProperty("schema"), o.Body.Value.GetProperty("example"), o.Name)));
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_example_of_an_answer_is_as_it_is_described()
    {
        var description = await Description.Read();
        var shown = description.Operations.Where(o => o.AnswerExample is not null).ToList();
        new[] { "discoverFeed", "readNote", "listComments", "search", "getPerson", "listGoods", "getProduct", "listReviews", "getShop", "readTopic" }.ShouldBeSubsetOf(shown.Select(o => o.Name));
        shown.SelectMany(o => description.Against(o.Answer!.Value, o.AnswerExample!.Value, o.Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_says_whether_it_needs_a_session()
    {
        var open = OpenDoors.To(Person.Visitor).ToHashSet();
        foreach (var operation in (await Description.Read()).Operations)
        {
            var ways = operation.It.GetProperty("security").EnumerateArray().ToList();
            ways.Any(w => w.EnumerateObject().Any(p => p.Name == "session")).ShouldBeTrue(operation.ToString());
            ways.Any(w => !w.EnumerateObject().Any()).ShouldBe(open.Contains(operation.ToString()), operation.ToString());
        }
    }

    [Fact]
    public async Task Every_example_is_understood()
    {
        var site = TestSite.On(Provider.Sqlite);
        var wrong = new List<string>();
        foreach (var operation in (await Description.Read()).Operations.Where(o => o.Body is { } body && body.TryGetProperty("example", out _)))
        {
            var sender = await site.SignedIn("sample", Rights.Operate);
            var path = Regex.Replace(operation.Path, @"\{\w+\}", "7Fk3pQ2Zr9x"); // nothing is there, but what is sent is read first
            using var request = new HttpRequestMessage(new(operation.Method), path) { Content = new StringContent(operation.Body!.Value.GetProperty("example").GetRawText(), Encoding.UTF8, "application/json") };
            var answer = await sender.Client.SendAsync(request);
            if (answer.IsSuccessStatusCode) continue;
            var code = await answer.Code();
            if ((int)answer.StatusCode >= 500 || code is "body.malformed" or "body.type" or "method") wrong.Add($"{operation}: {(int)answer.StatusCode} {code}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_example_is_for_an_operation_that_is_not_there()
    {
        await using var stream = typeof(Kaki.Host.House).Assembly.GetManifestResourceStream("openapi.examples.json")!;
        var file = JsonDocument.Parse(stream).RootElement;
        var examples = file.EnumerateObject().Select(e => e.Name).Where(n => n is not ("problem" or "answers")).Concat(file.GetProperty("answers").EnumerateObject().Select(e => e.Name));
        examples.Except((await Description.Read()).Operations.Select(o => o.Name)).ShouldBeEmpty();
    }

    private static IEnumerable<(string Method, string Path, RouteEndpoint Route)> Routes() =>
        from route in TestSite.On(Provider.Sqlite).Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + route.RoutePattern.RawText!.TrimStart('/')
        where path.StartsWith("/api/v1", StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, Regex.Replace(path, @"\{(\w+)[:?][^}]*\}", "{$1}").TrimEnd('/'), route);
}
