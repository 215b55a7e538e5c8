using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kaki.Learning.Models;

namespace Kaki.Learning.Rank;

/// <summary>What each of sixteen factors' pairs says for each of sixteen actions: a head for each action over factors they share.</summary>
sealed class PairHeads(RankerSettings settings)
{
    const int Lanes = Ranker.MostActions;

    // factor by factor, a weight for each action
    readonly float[] weights = new float[Lanes * Lanes], squares = new float[Lanes * Lanes];

    /// <summary>Begins as a plain factorisation machine.</summary>
    public void Start() => weights.AsSpan().Fill(1);

    /// <summary>Adds to the log-odds of each action what the pairs say.</summary>
    public Vector512<float> Add(Vector512<float> pairs, Vector512<float> to)
    {
        ref var head = ref MemoryMarshal.GetArrayDataReference(weights);
        for (var factor = 0; factor < Lanes; factor++) to = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref head, (nuint)(factor * Lanes)), Vector512.Create(pairs[factor]), to);
        return to;
    }

    /// <summary>What a change of each factor's pairs would do to the loss.</summary>
    public Vector512<float> Upon(Vector512<float> gradient)
    {
        Span<float> upon = stackalloc float[Lanes];
        ref var head = ref MemoryMarshal.GetArrayDataReference(weights);
        for (var factor = 0; factor < Lanes; factor++) upon[factor] = Vector512.Sum(Vector512.LoadUnsafe(ref head, (nuint)(factor * Lanes)) * gradient);
        return Vector512.Create<float>(upon);
    }

    public void Step(Vector512<float> gradient, Vector512<float> pairs)
    {
        for (var factor = 0; factor < Lanes; factor++)
            Adagrad.Step(ref weights[factor * Lanes], ref squares[factor * Lanes], gradient * Vector512.Create(pairs[factor]), settings.FactorRate, 0);
    }

    public void Write(BinaryWriter to)
    {
        to.WriteAll<float>(weights);
        to.WriteAll<float>(squares);
    }

    public void Read(BinaryReader from)
    {
        from.Fill(weights);
        from.Fill(squares);
    }
}
