using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// Develops pictures in worker processes of their own, a bounded number at a time. A picture that breaks, stalls or exhausts
/// its worker is refused with a reason; the next one finds a fresh worker.
/// </summary>
public sealed partial class Darkroom : IDisposable
{
    private readonly PictureSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<Darkroom> log;
    private readonly SemaphoreSlim places;
    private readonly ConcurrentStack<WorkerProcess> idle = new();
    private readonly ITimer broom;
    private int waiting;
    private long held;
    private volatile bool closed;

    public Darkroom(PictureSettings settings, TimeProvider clock, ILogger<Darkroom> log)
    {
        (this.settings, this.clock, this.log) = (settings, clock, log);
        places = new SemaphoreSlim(settings.Workers);
        broom = clock.CreateTimer(_ => LetGo(), null, settings.Idle, settings.Idle);
    }

    /// <summary>The processes at rest just now, for tests.</summary>
    public IReadOnlyList<int> Resting => [.. idle.Select(w => w.Id)];

    public async Task<Developed> Develop(ReadOnlyMemory<byte> source, CancellationToken cancel = default)
    {
        PictureHeader.Check(source.Span);
        await TakePlace(cancel);
        try
        {
            return Developed.Read(await Ask(source, cancel));
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Sets memory aside for a picture that is about to arrive; give it back by disposing.</summary>
    public IDisposable Reserve(long bytes)
    {
        if (Interlocked.Add(ref held, bytes) <= settings.Memory) return new Reserved(this, bytes);
        Interlocked.Add(ref held, -bytes);
        throw PictureRefusals.Busy();
    }

    public void Dispose()
    {
        closed = true;
        broom.Dispose();
        while (idle.TryPop(out var worker)) worker.Dispose();
    }

    private async Task TakePlace(CancellationToken cancel)
    {
        if (places.Wait(0, CancellationToken.None)) return;
        if (Interlocked.Increment(ref waiting) > settings.Queue)
        {
            Interlocked.Decrement(ref waiting);
            throw PictureRefusals.Busy();
        }
        try
        {
            if (!await places.WaitAsync(settings.Patience, cancel)) throw PictureRefusals.Busy();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async Task<byte[]> Ask(ReadOnlyMemory<byte> source, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(settings.WallTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await AskSomebody(source, either.Token);
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            LogLost(e.GetType().Name);
            throw limit.IsCancellationRequested ? PictureRefusals.TookTooLong() : PictureRefusals.IsBroken();
        }
    }

    // A worker that died before it looked at the picture must not cost the picture anything: another takes it.
    private async Task<byte[]> AskSomebody(ReadOnlyMemory<byte> source, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var worker = Fit() ?? WorkerProcess.Start(settings);
            var handedOver = false;
            try
            {
                byte[] answer;
                await using (cancel.UnsafeRegister(w => ((WorkerProcess)w!).Kill(), worker)) // a decoder in native code hears nothing but this
                {
                    await worker.Send(source, cancel);
                    handedOver = true;
                    answer = await worker.Receive(cancel);
                }
                cancel.ThrowIfCancellationRequested();
                Rest(worker);
                return answer;
            }
            catch (Exception e)
            {
                worker.Dispose();
                if (handedOver || e is not IOException || attempt == 3 || cancel.IsCancellationRequested) throw;
            }
        }
    }

    private WorkerProcess? Fit()
    {
        while (idle.TryPop(out var worker))
        {
            if (worker.IsFit()) return worker;
            worker.Dispose();
        }
        return null;
    }

    private void Rest(WorkerProcess worker)
    {
        worker.LastUsed = clock.GetTimestamp();
        Return(worker);
    }

    private void Return(WorkerProcess worker)
    {
        idle.Push(worker);
        if (closed) Dispose();
    }

    private void LetGo()
    {
        var stay = new List<WorkerProcess>();
        while (idle.TryPop(out var worker))
            if (worker.IsFit() && clock.GetElapsedTime(worker.LastUsed) < settings.Idle) stay.Add(worker);
            else worker.Dispose();
        foreach (var worker in stay) Return(worker);
    }

    private sealed class Reserved(Darkroom darkroom, long bytes) : IDisposable
    {
        private long left = bytes;
        public void Dispose() => Interlocked.Add(ref darkroom.held, -Interlocked.Exchange(ref left, 0));
    }

    [LoggerMessage(LogLevel.Warning, "A picture worker was lost over a picture ({Reason})")]
    private partial void LogLost(string reason);
}
