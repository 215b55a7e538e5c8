using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Reporting;

/// <summary>What a member finds wrong with a note or a comment.</summary>
public enum ReportReason { Rude, Spam, Untrue, Private, Other }

/// <summary>How many found the same wrong.</summary>
public sealed record ReasonCount(ReportReason Reason, int Count);

internal sealed class NoteReport
{
    public long NoteId { get; init; }
    public long MemberId { get; init; }
    public ReportReason Reason { get; init; }
    public Instant At { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<NoteReport>(e => { e.ToTable("place_note_reports"); e.HasKey(r => new { r.NoteId, r.MemberId }); e.HasIndex(r => r.At); });
}

/// <summary>The page on which something is reported, and the one that says it was.</summary>
/// <param name="Path">Where it is sent.</param>
/// <param name="Back">Where the thing stands.</param>
/// <param name="Said">The first words of the thing.</param>
internal sealed record ReportForm(string Path, string Back, string Said, PersonCard Writer, bool Sent)
{
    /// <exception cref="Refusal">None of the list was chosen.</exception>
    public static ReportReason Chosen(string? reason) =>
        reason is not null && Enum.GetNames<ReportReason>().Contains(reason) ? Enum.Parse<ReportReason>(reason) : throw Refusal.Invalid("reason", "report.reason");
}
