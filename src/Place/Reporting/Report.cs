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

/// <summary>One kind of thing that is reported.</summary>
internal interface IReport
{
    Task<ReportForm> Form(Caller caller, Id id, bool sent);
    Task Run(Caller caller, Id id, ReportReason reason);
}

/// <summary>The page on which something is reported, and the one that says it was.</summary>
/// <param name="Path">Where it is sent.</param>
/// <param name="Back">Where the thing stands.</param>
/// <param name="Said">The first words of the thing.</param>
internal sealed record ReportForm(string Path, string Back, string Said, PersonCard Writer, bool Sent)
{
    /// <param name="back">Where the thing stands; what is sent goes to "report" below it.</param>
    public static async Task<ReportForm> Of(PeopleReads people, string back, string said, long writer, bool sent) =>
        new(back + "/report", back, said, (await people.Cards([writer])).GetValueOrDefault(writer) ?? throw Refusal.Missing(), sent);

    /// <exception cref="Refusal">None of the list was chosen.</exception>
    public static ReportReason Chosen(string? reason) =>
        reason is not null && Enum.GetNames<ReportReason>().Contains(reason) ? Enum.Parse<ReportReason>(reason) : throw Refusal.Invalid("reason", "report.reason");
}
