using System.Text.Json;
using Kaki.Kernel.Data;
using Kaki.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.People.Notices;

/// <summary>What the tests of notices have in common: what is due is published, and read once it has been dealt with.</summary>
internal static class NoticeSteps
{
    public static async Task Publish(TestSite site, params NoticeDue[] due)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var d in due) db.Publish(d);
        await db.SaveChangesAsync();
    }

    public static async Task<JsonElement[]> Told(TestPerson person, int expected)
    {
        JsonElement[] items = [];
        await Soon.Holds(async () => (items = [.. (await person.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray()]).Length >= expected, $"{expected} notices");
        return items;
    }

    public static NoticeDue Like(TestPerson to, TestPerson from, string note = "note:abc") => new(to.MemberId, NoticeKind.Like, from.MemberId, note, "A tent that stands");

    // Events to one person arrive in order, so when the last has come all before it have been dealt with.
    public static async Task<JsonElement[]> Settled(TestSite site, TestPerson person, int before)
    {
        await Publish(site, new NoticeDue(person.MemberId, NoticeKind.OrderShipped, null, "order:last", null));
        var notices = await Told(person, before + 1);
        return [.. notices.Where(n => n.GetProperty("kind").GetString() != "orderShipped")];
    }

    public static string Shown(JsonElement notice) => string.Join(' ', new[] { "kind", "thing", "handle", "excerpt", "others" }.Select(p => notice.TryGetProperty(p, out var value) ? value.ToString() : ""));
}
