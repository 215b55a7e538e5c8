using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Kaki.Host.Health;

/// <summary>
/// The process's own meters (.NET's and ASP.NET Core's) as Prometheus text, format 0.0.4. The exporter package of OpenTelemetry
/// for this is a preview; the format is small. Series per instrument are bounded.
/// </summary>
internal sealed class Metrics : IDisposable
{
    private const int MostSeries = 2_000;
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly HashSet<string> Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Kaki"];
    private readonly ConcurrentDictionary<string, Family> families = new();
    private readonly MeterListener listener = new();

    public Metrics()
    {
        listener.InstrumentPublished = (instrument, l) => { if (Meters.Contains(instrument.Meter.Name)) l.EnableMeasurementEvents(instrument, FamilyOf(instrument)); };
        listener.SetMeasurementEventCallback<long>((i, v, tags, family) => ((Family)family!).Take(tags, v, i.IsObservable));
        listener.SetMeasurementEventCallback<int>((i, v, tags, family) => ((Family)family!).Take(tags, v, i.IsObservable));
        listener.SetMeasurementEventCallback<double>((i, v, tags, family) => ((Family)family!).Take(tags, v, i.IsObservable));
        listener.Start();
    }

    public string Text()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (name, family) in families.OrderBy(f => f.Key, StringComparer.Ordinal)) family.Write(text, name);
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private Family FamilyOf(Instrument instrument) => families.GetOrAdd(NameOf(instrument), _ => new Family(KindOf(instrument)));

    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return name + unit + (KindOf(instrument) == Kind.Counter ? "_total" : "");
    }

    private static Kind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? Kind.Histogram : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? Kind.Counter : Kind.Gauge;
    }

    private enum Kind { Counter, Gauge, Histogram }

    private sealed class Family(Kind kind)
    {
        private readonly ConcurrentDictionary<Labels, Series> series = new();

        public void Take(ReadOnlySpan<KeyValuePair<string, object?>> tags, double value, bool absolute)
        {
            var labels = Labels.Of(tags);
            if (!series.TryGetValue(labels, out var one))
            {
                if (series.Count >= MostSeries) return;
                one = series.GetOrAdd(labels, _ => new Series());
            }
            one.Take(kind, value, absolute);
        }

        public void Write(StringBuilder text, string name)
        {
            text.Append("# TYPE ").Append(name).Append(' ').Append(kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var (labels, one) in series) one.Write(text, kind, name, labels.ToString());
        }
    }

    /// <summary>The tags that are kept, as they came: several are met at every request, and their text is made only where it is asked for.</summary>
    private readonly record struct Labels(object? Method, object? Status, object? Route, object? Generation, object? Handler, object? Mode)
    {
        public static Labels Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Labels labels = default;
            foreach (var (key, value) in tags)
                labels = key switch
                {
                    "http.request.method" => labels with { Method = value },
                    "http.response.status_code" => labels with { Status = value },
                    "http.route" => labels with { Route = value },
                    "gc.heap.generation" => labels with { Generation = value },
                    "handler" => labels with { Handler = value },
                    "cpu.mode" => labels with { Mode = value },
                    _ => labels,
                };
            return labels;
        }

        public override string ToString()
        {
            (string Name, object? Value)[] all = [("http_request_method", Method), ("http_response_status_code", Status), ("http_route", Route), ("gc_heap_generation", Generation), ("handler", Handler), ("cpu_mode", Mode)];
            return string.Join(',', all.Where(l => l.Value is not null).Select(l => $"{l.Name}=\"{Escaped(l.Value!)}\""));
        }

        private static string Escaped(object value) => value.ToString()!.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "");
    }

    private sealed class Series
    {
        private readonly Lock gate = new();
        private readonly long[] buckets = new long[Bounds.Length];
        private double sum;
        private long count;

        public void Take(Kind kind, double value, bool absolute)
        {
            lock (gate)
            {
                if (kind != Kind.Histogram) { sum = absolute ? value : sum + value; return; }
                sum += value;
                count++;
                for (var i = 0; i < Bounds.Length; i++) if (value <= Bounds[i]) buckets[i]++;
            }
        }

        public void Write(StringBuilder text, Kind kind, string name, string labels)
        {
            lock (gate)
            {
                if (kind != Kind.Histogram) { Line(text, name, labels, sum); return; }
                for (var i = 0; i < Bounds.Length; i++) Line(text, name + "_bucket", With(labels, Bounds[i].ToString(CultureInfo.InvariantCulture)), buckets[i]);
                Line(text, name + "_bucket", With(labels, "+Inf"), count);
                Line(text, name + "_sum", labels, sum);
                Line(text, name + "_count", labels, count);
            }
        }

        private static string With(string labels, string bound) => $"{labels}{(labels.Length == 0 ? "" : ",")}le=\"{bound}\"";

        private static void Line(StringBuilder text, string name, string labels, double value) =>
            text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}
