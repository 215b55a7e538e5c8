namespace Kaki.Kernel.Pictures;

/// <summary>Limits of the picture workers, under <c>Pictures</c> in the configuration.</summary>
public sealed record PictureSettings
{
    /// <summary>The program whose subcommand <c>pictures</c> is the worker: a .dll, or an executable.</summary>
    public required string Program { get; init; }

    public int Workers { get; init; } = 1;

    /// <summary>Pictures that may wait for a worker; the next is told to come back.</summary>
    public int Queue { get; init; } = 16;

    /// <summary>Bytes of pictures held in memory while they arrive and wait, all together.</summary>
    public long Memory { get; init; } = 160 * 1024 * 1024;

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan WallTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>CPU seconds in a worker's life. It is retired at half, so that every picture has the other half.</summary>
    public int CpuSeconds { get; init; } = 60;

    /// <summary>Address space of a worker, in megabytes; sixty million pixels of HEIC need most of it.</summary>
    public int AddressSpace { get; init; } = 3072;

    /// <summary>A worker without work is let go after this long; the next picture starts another.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(1);
}
