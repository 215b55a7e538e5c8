using System.Security.Cryptography;

namespace Kaki.Kernel;

/// <summary>
/// Makes time-ordered 64-bit ids: 41 bits of milliseconds since 2025, 10 of node, 12 of sequence.
/// The node number is leased from the database (<see cref="Data.NodeLease"/>), so two processes never make the same id.
/// When the clock steps back, or a millisecond is used up, it counts on from the last id it gave.
/// </summary>
public sealed class Ids(TimeProvider clock)
{
    private static readonly long Epoch = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private readonly Lock gate = new();
    private long last;

    public int Node { get; internal set; }

    public long Next()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch << 12;
        lock (gate)
        {
            last = Math.Max(last + 1, now);
            return last >> 12 << 22 | (long)Node << 12 | last & 0xFFF;
        }
    }

    /// <summary>An id out of no order, for what may be seen by whoever has its address: it must not be guessed.</summary>
    public static long Drawn() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;

    /// <summary>When an id was made, to the millisecond.</summary>
    public static Instant MadeAt(long id) => new(((id >> 22) + Epoch) * 1000);
}
