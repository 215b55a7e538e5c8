using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel.Outbox;

/// <summary>Who handles which event. Filled at start by <see cref="OutboxServices.AddHandler{TEvent, THandler}"/>.</summary>
public sealed class Subscriptions(IEnumerable<Subscription> all)
{
    public const int Lanes = 8;
    private readonly ILookup<Type, Subscription> byEvent = all.ToLookup(s => s.Event);
    private readonly Dictionary<string, Subscription> byName = all.ToDictionary(s => s.Name);
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal Subscription? ByName(string name) => byName.GetValueOrDefault(name);

    /// <summary>Wakes the dispatcher; called after each commit of an event.</summary>
    internal void Poke() => bell.Writer.TryWrite(true);

    internal async Task Rung(TimeSpan atMost, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(atMost);
        try { await bell.Reader.ReadAsync(limit.Token); }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { /* the poll behind the bell */ }
    }

    internal IEnumerable<OutboxRow> RowsFor(IEvent fact, Ids ids)
    {
        foreach (var subscription in byEvent[fact.GetType()])
            yield return new OutboxRow
            {
                Id = ids.Next(),
                Lane = LaneOf(subscription.Name, fact.Key),
                Handler = subscription.Name,
                Type = fact.GetType().Name,
                Key = fact.Key,
                Body = JsonSerializer.Serialize(fact, fact.GetType()),
            };
    }

    private static int LaneOf(string handler, string key) => (int)(StableHash.Of(handler, key) % Lanes);
}

/// <summary>One handler of one event; <see cref="Name"/> is stored in the outbox, so renaming a handler class strands its rows.</summary>
public sealed record Subscription(string Name, Type Event, Func<IServiceProvider, string, CancellationToken, Task> Deliver);

public static class OutboxServices
{
    public static IServiceCollection AddHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : IEvent where THandler : class, IHandle<TEvent>
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new Subscription(typeof(THandler).Name + ":" + typeof(TEvent).Name, typeof(TEvent), Deliver));

        static Task Deliver(IServiceProvider scope, string body, CancellationToken cancel) =>
            scope.GetRequiredService<THandler>().Handle(JsonSerializer.Deserialize<TEvent>(body)!, cancel);
    }
}
