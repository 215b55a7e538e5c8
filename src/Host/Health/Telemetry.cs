using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Kaki.Host.Health;

/// <summary>Traces and metrics by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; nothing otherwise.</summary>
internal sealed class Telemetry(IConfiguration configuration) : IHostedService
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancel)
    {
        if (!IsOn(configuration)) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("kaki");
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore", "Npgsql").AddOtlpExporter().Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter("Microsoft.AspNetCore.Hosting", "System.Runtime").AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel)
    {
        traces?.Dispose();
        metrics?.Dispose();
        return Task.CompletedTask;
    }

    public static bool IsOn(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <summary>
    /// What a trace says of a request, around all else. .NET 10 by itself says nothing; the usual package says too much: an address holds handles and searches, and a browser's name nearly names its owner.
    /// </summary>
    public static async Task Describe(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        finally
        {
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } trace) Describe(trace, http);
        }
    }

    // https://opentelemetry.io/docs/specs/semconv/http/http-spans
    private static void Describe(Activity trace, HttpContext http)
    {
        var asked = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint ?? http.GetEndpoint(); // not the page that says what went wrong
        var (method, route, status) = (http.Request.Method, (asked as RouteEndpoint)?.RoutePattern.RawText, http.Response.StatusCode);
        trace.DisplayName = route is null ? method : $"{method} {route}";
        trace.SetTag("http.request.method", method);
        trace.SetTag("http.route", route);
        trace.SetTag("http.response.status_code", status);
        if (status >= 500) trace.SetStatus(ActivityStatusCode.Error);
    }
}
