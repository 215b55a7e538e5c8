using System.Collections.Concurrent;

namespace Kaki.Kernel;

/// <summary>
/// What every page shows of its reader's own — whom they follow, what they picked, the numbers beside the navigation — kept by this node
/// for <see cref="Fresh"/>, so that a page asks the database for none of it. Whatever a member does drops all that is kept of them before
/// they are answered; what others do to them (a block, an accepted follow) drops it by name. Bounded by how much is kept, not by how many.
/// </summary>
public sealed class MemberShelf(TimeProvider clock)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private const int Most = 1_000_000;

    /// <summary>Marks a route whose unsafe calls change nothing that is kept here.</summary>
    public static readonly object Untouched = new Unchanging();

    private readonly ConcurrentDictionary<long, Shelf> shelves = new();
    private int kept;

    /// <param name="size">How many things a value holds; all that is kept holds a million at the most.</param>
    public ValueTask<T> Of<T>(long member, Func<Task<T>> read, Func<T, int> size) where T : class
    {
        var now = Instant.Now(clock);
        // The shelf is taken before reading: a value read before the member changed something lands on a shelf nobody looks at any more.
        if (!shelves.TryGetValue(member, out var shelf) || !shelf.Until.Holds(now, Fresh)) shelf = shelves[member] = new(now.Plus(Fresh));
        return shelf.Find<T>() is { } known ? new(known) : new(Read(shelf, read, size));
    }

    public void Forget(long member) => shelves.TryRemove(member, out _);

    public static bool IsUntouchedBy(Microsoft.AspNetCore.Http.Endpoint? route) => route?.Metadata.GetMetadata<Unchanging>() is not null;

    private async Task<T> Read<T>(Shelf shelf, Func<Task<T>> read, Func<T, int> size) where T : class
    {
        var value = await read();
        if (Interlocked.Add(ref kept, 8 + size(value)) > Most)
        {
            Interlocked.Exchange(ref kept, 0);
            shelves.Clear(); // rare, and cheaper than keeping order
        }
        shelf.Put(value);
        return value;
    }

    private sealed class Shelf(Instant until)
    {
        private Link? first;

        public Instant Until { get; } = until;

        public T? Find<T>() where T : class
        {
            for (var link = Volatile.Read(ref first); link is not null; link = link.Next)
                if (link.Value is T value) return value;
            return null;
        }

        public void Put(object value)
        {
            Link? seen;
            do seen = Volatile.Read(ref first);
            while (Interlocked.CompareExchange(ref first, new(value, seen), seen) != seen);
        }
    }

    private sealed record Link(object Value, Link? Next);

    private sealed class Unchanging;
}
