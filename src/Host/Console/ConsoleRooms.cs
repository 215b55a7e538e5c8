using Kaki.Kernel;

namespace Kaki.Host.Desk;

/// <summary>The rooms of the console, in groups, each with its icon and who may enter. Words: <c>console.room.{name}</c>, <c>console.group.{name}</c>.</summary>
internal static class ConsoleRooms
{
    internal sealed record Room(string Name, string Href, string Icon, Rights Needed);
    internal sealed record Group(string? Name, params Room[] Rooms);

    private static readonly Group[] All =
    [
        new(null,
            new Room("home", "/console", "bell", Rights.Moderate),
            new Room("today", "/console/today", "chart", Rights.Operate)),
        new("care",
            new Room("people", "/console/people", "people", Rights.Moderate),
            new Room("notes", "/console/notes", "note", Rights.Moderate),
            new Room("comments", "/console/comments", "cmt", Rights.Moderate),
            new Room("reviews", "/console/reviews", "star", Rights.Moderate),
            new Room("words", "/console/words", "words", Rights.Moderate)),
        new("trade",
            new Room("shops", "/console/shops", "store", Rights.Operate),
            new Room("categories", "/console/categories", "box", Rights.Operate),
            new Room("orders", "/console/orders", "order", Rights.Operate)),
        new("house",
            new Room("events", "/console/events", "flow", Rights.Operate),
            new Room("audit", "/console/audit", "log", Rights.Operate),
            new Room("health", "/console/health", "shield", Rights.Operate)),
    ];

    public static IEnumerable<Group> For(Caller caller) =>
        All.Select(g => g with { Rooms = [.. g.Rooms.Where(r => caller.May(r.Needed))] }).Where(g => g.Rooms.Length > 0);
}
