namespace Kaki.Kernel.Outbox;

public enum OutboxState { Waiting, Parked }

/// <summary>One event on its way to one handler.</summary>
public sealed class OutboxRow
{
    public long Id { get; init; }
    public required int Lane { get; init; }
    public required string Handler { get; init; }
    public required string Type { get; init; }
    public required string Key { get; init; }
    public required string Body { get; init; }
    public int Attempts { get; internal set; }
    public Instant NextAt { get; internal set; }
    public OutboxState State { get; internal set; }
    public string? Error { get; internal set; }
}
