using System.Collections.Concurrent;

namespace Kaki.Learning.Recommend;

/// <summary>Lends arrays of zeros, so that an answer takes no memory of its own: as many as threads ask at once.</summary>
sealed class ScorePool
{
    readonly ConcurrentBag<float[]> free = [];

    public float[] Lend(int length) => free.TryTake(out var scores) && scores.Length == length ? scores : new float[length];

    public void Return(float[] scores)
    {
        Array.Clear(scores);
        free.Add(scores);
    }
}
