using Kaki.Kernel;

namespace Kaki.Host.Http;

/// <summary>Where the desk faces lead: their rooms in groups, each with its icon and who may enter. Words: <c>desk.{face}</c>, <c>desk.{face}.{room}</c>, <c>desk.{face}.group.{group}</c>.</summary>
internal static class DeskNav
{
    internal sealed record Room(string Name, string Href, string Icon, Rights Needed = Rights.Member);
    internal sealed record Group(string? Name, params Room[] Rooms);

    public static IEnumerable<Group> Of(string face, Caller caller) =>
        (face == "console" ? Console : Office)
            .Select(g => g with { Rooms = [.. g.Rooms.Where(r => caller.May(r.Needed))] })
            .Where(g => g.Rooms.Length > 0);

    private static readonly Group[] Console =
    [
        new(null, new Room("home", "/console", "today", Rights.Moderate), new Room("today", "/console/today", "chart", Rights.Operate)),
        new("care",
            new Room("people", "/console/people", "people", Rights.Moderate),
            new Room("notes", "/console/notes", "note", Rights.Moderate),
            new Room("words", "/console/words", "words", Rights.Moderate)),
        new("trade",
            new Room("shops", "/console/shops", "store", Rights.Operate),
            new Room("orders", "/console/orders", "order", Rights.Operate)),
        new("house",
            new Room("events", "/console/events", "flow", Rights.Operate),
            new Room("audit", "/console/audit", "log", Rights.Operate),
            new Room("health", "/console/health", "shield", Rights.Operate)),
    ];

    private static readonly Group[] Office =
    [
        new(null, new Room("home", "/office", "today")),
        new("sales",
            new Room("orders", "/office/orders", "order"),
            new Room("reviews", "/office/reviews", "star")),
        new("goods",
            new Room("goods", "/office/goods", "goods"),
            new Room("stock", "/office/stock", "stock")),
        new("shop",
            new Room("shop", "/office/shop", "store"),
            new Room("shipping", "/office/shipping", "truck"),
            new Room("staff", "/office/staff", "people")),
    ];
}
