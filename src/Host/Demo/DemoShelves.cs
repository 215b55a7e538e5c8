using Kaki.Kernel;
using Kaki.Place;

namespace Kaki.Host.Demo;

/// <summary>What lies around the demo's notes: collections, what topics are about, who follows them, and what people searched for lately.</summary>
internal sealed class DemoShelves(IServiceScopeFactory scopes, DemoContent content, Dictionary<string, long> people, Instant now)
{
    public async Task Run()
    {
        await using var scope = scopes.CreateAsyncScope();
        var bring = scope.ServiceProvider.GetRequiredService<BringShelves>();
        var notes = await scope.ServiceProvider.GetRequiredService<BringNotes>().Known(FillWithDemo.Source);
        await bring.Collections(FillWithDemo.Source, [.. content.Collections.Select((c, i) =>
            new CollectionToBring($"{c.Owner}/{c.Name}", people[c.Owner], c.Name, c.About, !c.Link, [.. c.Notes.Select(n => notes[n])], Ago(1 + i * 2.3)))]);
        await bring.Topics(Topics());
        await bring.Searches(FillWithDemo.Source, [.. content.Searches.Select(s => (s.Text, (IReadOnlyList<Instant>)[.. Enumerable.Range(0, s.Times).Select(i => Ago((DemoPictures.Seed($"{s.Text}/{i}") % 240 + 1) / 100.0))]))]);
    }

    // People follow the topics that are called like what they care for.
    private IReadOnlyList<TopicToBring> Topics()
    {
        var about = content.Topics.ToDictionary(t => t.Name, t => t.About);
        var followers = content.Members.SelectMany(m => m.Interests.Select(i => (Topic: i.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), m.Handle))).ToLookup(f => f.Topic, f => people[f.Handle]);
        var written = content.Notes.SelectMany(n => n.Topics).ToHashSet();
        return [.. about.Keys.Concat(followers.Select(f => f.Key)).Distinct().Where(written.Contains).Select(t => new TopicToBring(t, about.GetValueOrDefault(t) ?? "", [.. followers[t]], Ago(10 + DemoPictures.Seed(t) % 20)))];
    }

    private Instant Ago(double days) => now.Minus(TimeSpan.FromDays(days));
}
