using System.Text.RegularExpressions;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Kernel.Activity;

/// <summary>A browser reports what was seen, opened and read.</summary>
internal static partial class ReportActs
{
    private const int MostActs = 100;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(2), Ahead = TimeSpan.FromMinutes(2);

    /// <param name="At">Milliseconds since 1970 by the browser's clock; taken as now where it is off.</param>
    public sealed record Line(string Id, string Kind, string Thing, string? Served, int? Position, long? At, long? Ms);
    public sealed record Input(Line[] Acts);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/activity", Run)
        .WithName("reportActivity").WithSummary("Report impressions, opens and dwell; answered when they are committed").WithTags("activity").WithMetadata(MemberShelf.Untouched, OnceOnly.NotNeeded);

    public static async Task<NoContent> Run(Input input, Caller caller, Journal journal, SentActs sent, TimeProvider clock)
    {
        if (input.Acts is not { Length: <= MostActs }) throw Refusal.Invalid("acts", "activity.too_many", MostActs);
        var now = Instant.Now(clock);
        sent.Take(caller, input.Acts.Length, now);
        await journal.Write([.. input.Acts.Select(line => Read(line, caller, now))]);
        return TypedResults.NoContent();
    }

    // Checked before it waits with others: one bad act would fail its whole group.
    private static Act Read(Line line, Caller caller, Instant now)
    {
        if (!IdText().IsMatch(line.Id ?? "")) throw Refusal.Invalid("id", "activity.malformed");
        if (!Act.FromBrowser.Contains(line.Kind ?? "")) throw Refusal.Invalid("kind", "activity.malformed");
        if (!ThingText().IsMatch(line.Thing ?? "")) throw Refusal.Invalid("thing", "activity.malformed");
        if (line.Served is { } served && !ServedText().IsMatch(served)) throw Refusal.Invalid("served", "activity.malformed");
        return new Act
        {
            Id = line.Id!, Kind = line.Kind!, Thing = line.Thing!, Served = line.Served,
            ActorId = caller.Journal ? caller.MemberId : null,
            Position = line.Position is >= 0 and < 100_000 ? line.Position : null,
            Value = line.Ms is >= 0 and < 86_400_000 ? line.Ms : null,
            At = When(line.At, now),
        };
    }

    private static Instant When(long? milliseconds, Instant now)
    {
        if (milliseconds is not (> 0 and < 4_102_444_800_000)) return now;
        var at = new Instant(milliseconds.Value * 1000);
        return at < now.Minus(Oldest) || at > now.Plus(Ahead) ? now : at;
    }

    // Longer than any id the house makes: its own acts lie in the same table.
    // \z and not $: that one also lets a last line break through, which the column has no room for.
    [GeneratedRegex(@"^[A-Za-z0-9_-]{12,26}\z")]
    private static partial Regex IdText();

    [GeneratedRegex(@"^[\x21-\x7e]{0,24}\z")]
    private static partial Regex ServedText();

    [GeneratedRegex(@"^(note|product|member|topic|shop|search):[^\s\p{Cc}]{1,60}\z")]
    private static partial Regex ThingText();
}
