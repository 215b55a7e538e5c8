using Kaki.Kernel.Data;

namespace Kaki.Kernel.Activity;

public static class ActOfUseCase
{
    /// <summary>Journals an act in the transaction of the change that it is: like, save, comment, follow, search, cart, order, pay, refund, report.</summary>
    public static void Journal(this AppDb db, Caller caller, TimeProvider clock, string kind, string thing, string? served = null, int? position = null, long? value = null) =>
        db.Journal(caller.Journal ? caller.MemberId : null, clock, kind, thing, served, position, value);

    /// <summary>The same of what somebody began earlier and the house ends.</summary>
    /// <param name="actor">Null where they said no to the journal.</param>
    public static void Journal(this AppDb db, long? actor, TimeProvider clock, string kind, string thing, string? served = null, int? position = null, long? value = null) =>
        db.Add(new Act
        {
            Id = new Id(db.NextId()).ToString(),
            ActorId = actor,
            Kind = kind,
            Thing = thing,
            Served = served,
            Position = position,
            Value = value,
            At = Instant.Now(clock),
        });
}
