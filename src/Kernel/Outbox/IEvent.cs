namespace Kaki.Kernel.Outbox;

/// <summary>A fact others may act on, named in the past tense. Events with one <see cref="Key"/> reach each handler in the order they were published.</summary>
public interface IEvent
{
    string Key { get; }
}

/// <summary>
/// Acts on an event after its change was committed, at least once, inside a transaction of its own that also removes the event:
/// what it does in the database happens exactly once; anything else must bear a repetition.
/// </summary>
public interface IHandle<in T> where T : IEvent
{
    Task Handle(T fact, CancellationToken cancel);
}
