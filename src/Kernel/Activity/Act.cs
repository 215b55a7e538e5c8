using System.Collections.Frozen;

namespace Kaki.Kernel.Activity;

/// <summary>
/// One line of the journal: who did what to which thing, where and when. <see cref="ActorId"/> is null for visitors and for members who did not consent.
/// </summary>
public sealed class Act
{
    /// <summary>What a browser may report of itself. An impression is "half visible for one second".</summary>
    public static readonly FrozenSet<string> FromBrowser = FrozenSet.Create("impression", "open", "dwell", "share", "hide");

    /// <summary>Made by the browser or the house; the same id twice is one act.</summary>
    public required string Id { get; init; }
    public long? ActorId { get; init; }
    public required string Kind { get; init; }

    /// <summary>"note:…", "product:…", "member:…", "topic:…", "search:…", with the id as the outside sees it.</summary>
    public required string Thing { get; init; }

    /// <summary>The served list the act came from, and the place in it, from 0.</summary>
    public string? Served { get; init; }
    public int? Position { get; init; }

    /// <summary>Milliseconds for dwell, minor units for pay and refund, else null.</summary>
    public long? Value { get; init; }
    public Instant At { get; init; }
}
