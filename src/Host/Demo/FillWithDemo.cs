using Kaki.Goods;
using Kaki.Host.Demo.Drawings;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.Place;
using Kaki.Trust.Screening;

namespace Kaki.Host.Demo;

/// <summary>
/// Fills an empty site with people, goods and notes that read as if it had been open for months. The same content on every machine;
/// times count back from now. Everything comes in under its own name, so a filling that was cut off goes on where it stopped.
/// </summary>
internal sealed class FillWithDemo(IServiceScopeFactory scopes, TimeProvider clock, TextWriter to)
{
    public const string Source = "demo", Password = "kaki-demo-garden";

    /// <summary>How far back people are told of what was done: their notices reach to here.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromDays(14);
    private readonly DemoContent content = new();
    private Instant now;
    private Dictionary<string, long> people = [];

    public async Task Run(CancellationToken cancel)
    {
        now = Instant.Now(clock);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        people = await People(services.GetRequiredService<BringPeople>());
        await Terms(services.GetRequiredService<EditTerms>());
        await Faces(services.GetRequiredService<BringPeople>(), cancel);
        await new DemoGoods(scopes, content, people, now, to).Run(cancel);
        await new DemoOrderBook(scopes, content, people, now, to).Run(cancel);
        await new DemoNotes(scopes, content, people, now, to).Run(cancel);
        await new DemoShelves(scopes, content, people, now).Run();
    }

    private async Task<Dictionary<string, long>> People(BringPeople bring)
    {
        var (ids, _) = await bring.Run([.. content.Members.Select(m => new PersonToBring(
            m.Handle, m.Name, m.Lang == "en" ? "en" : "zh-CN", m.Bio, m.Region, m.City, m.Interests, m.Role is "operator" or "moderator" ? m.Role : "member", Password, Ago(m.JoinedDaysAgo)))]);
        await bring.Follows([.. content.Members.SelectMany(m => m.Follows.Where(ids.ContainsKey).Select(f => (ids[m.Handle], ids[f], Ago(Math.Min(m.JoinedDaysAgo, 40) * (1 + DemoPictures.Seed(m.Handle + f) % 100) / 100))))], now.Minus(Told));
        return ids;
    }

    // What a site like this asks its moderators to look at; some of the notes hold it.
    private async Task Terms(EditTerms terms)
    {
        var keeper = content.Members.First(m => m.Role == "operator");
        var caller = new Caller(people[keeper.Handle], keeper.Handle, Rights.Member | Rights.Moderate | Rights.Operate, "zh-CN", null, "", Journal: false);
        foreach (var term in content.Terms) await terms.Put(caller, new(term.Text, TermAction.Mark, term.Innocent));
    }

    private async Task Faces(BringPeople bring, CancellationToken cancel)
    {
        var progress = new Progress("Drawing faces   ", content.Members.Count, to);
        var made = await new DemoPictures(scopes, progress).Make([.. content.Members.Select(m => new DemoPictures.Wanted(
            m.Handle, people[m.Handle], PicturePurpose.Face, () => Composer.Avatar(DemoPictures.Seed(m.Handle), m.Avatar, Composer.Palettes[m.Palettes[0]])))], cancel);
        await bring.Faces([.. made.Select(p => (people[p.Key], p.Value.Id))]);
    }

    private Instant Ago(double days) => now.Minus(TimeSpan.FromDays(days));
}
