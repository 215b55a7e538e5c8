using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Kaki.Tests.Host.Health;

/// <summary>What leaves the house by OTLP, as a collector on the wire gets it.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-traces-").FullName;

    [Fact]
    public async Task A_trace_says_which_route_answered_what_and_nothing_of_who_asked()
    {
        using var collector = new Collector();
        await using var site = await SiteProcess.Start(folder, ThrowawayPostgres.NewDatabase(), new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "100", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        });
        using var client = site.Client(await site.SignUp("traced"));
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Curious/7.1");
        (await client.GetAsync("/api/v1/people/traced/notes?noai=false")).EnsureSuccessStatusCode();
        (await client.GetAsync("/api/v1/notes/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Soon.Holds(() => collector.Told("/v1/traces").Contains("GET /api/v1/notes/{id}", StringComparison.Ordinal), "The traces");
        var traces = collector.Told("/v1/traces");
        traces.ShouldContain("GET /api/v1/people/{handle}/notes");
        traces.ShouldContain("http.response.status_code\x12\x03\x18\u00c8\x01"); // 200 as an integer
        traces.ShouldContain("http.response.status_code\x12\x03\x18\u0094\x03"); // 404, of the route that was asked
        traces.ShouldContain("Npgsql");
        foreach (var secret in new[] { "Curious", "traced", "noai=", TestPerson.Password }) traces.ShouldNotContain(secret);
        await Soon.Holds(() => collector.Told("/v1/metrics").Contains("http.server.request.duration", StringComparison.Ordinal), "The metrics");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Takes whatever is sent to it. A protobuf holds its texts as they are, so they are looked for as text, a character for each byte.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> told = new();

        public Collector()
        {
            listener.Prefixes.Add(Address);
            listener.Start();
            _ = Listen();
        }

        public string Address { get; } = $"http://127.0.0.1:{Free.Port()}/";

        public string Told(string path) => string.Concat(told.Where(t => t.Path == path).Select(t => t.Body));

        private async Task Listen()
        {
            try
            {
                while (true)
                {
                    var call = await listener.GetContextAsync();
                    using var body = new StreamReader(call.Request.InputStream, Encoding.Latin1);
                    told.Enqueue((call.Request.Url!.AbsolutePath, await body.ReadToEndAsync()));
                    call.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { /* the test is over */ }
        }

        public void Dispose() => listener.Close();
    }
}
