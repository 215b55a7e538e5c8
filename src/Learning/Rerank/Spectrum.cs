using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Rerank;

/// <summary>
/// What of each candidate the last few things shown do not already hold: the part of its vector that is orthogonal to theirs.
/// </summary>
/// <remarks>
/// The window's vectors are kept as an orthonormal basis and a triangle (<c>X = QR</c>). A new one adds a row by Gram–Schmidt; the oldest leaves
/// by Givens rotations (G. W. Stewart, <i>Matrix Algorithms</i> I, 4.3), so what is left is exact for the window as it stands. Each candidate's reach along
/// each row turns with them, and no candidate's vector is ever touched: O(n·d) for a new row, O(n·w) for one that leaves.
/// </remarks>
sealed class Spectrum
{
    // squares of lengths below this are rounding
    const float Nothing = 1e-6f;

    readonly Slate slate;
    readonly int window;
    readonly float[] basis, along, triangle, left;
    int held;

    /// <param name="slate">The candidates; what was shown before is taken in.</param>
    /// <param name="window">How many of the last things count.</param>
    /// <param name="take">How many will be taken at most; room is made for no more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Spectrum(Slate slate, int window, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        window = Math.Min(window, Math.Min(take, slate.Count) + slate.Before);
        (this.slate, this.window) = (slate, window);
        basis = new float[window * slate.Stride];
        along = new float[window * slate.Count];
        triangle = new float[window * window];
        left = new float[slate.Count];
        for (var i = 0; i < left.Length; i++) left[i] = TensorPrimitives.SumOfSquares(slate.Vector(i));
        for (var i = Math.Max(0, slate.Before - window); i < slate.Before; i++) Take(slate.VectorBefore(i));
    }

    /// <summary>Squared length of what is left of each candidate.</summary>
    public ReadOnlySpan<float> Left => left;

    /// <summary>Volume that the window's vectors span.</summary>
    public float Volume
    {
        get
        {
            var volume = 1f;
            for (var k = 0; k < held; k++) volume *= triangle[k * window + k];
            return volume;
        }
    }

    public void Take(int candidate) => Take(slate.Vector(candidate));

    void Take(ReadOnlySpan<float> vector)
    {
        if (window == 0) return;
        if (held == window) Leave();
        var row = Row(held);
        vector.CopyTo(row);
        // twice is enough: once more takes out what rounding left
        for (var again = 0; again < 2; again++)
            for (var k = 0; k < held; k++)
            {
                var reach = TensorPrimitives.Dot<float>(Row(k), row);
                TensorPrimitives.MultiplyAdd(Row(k), -reach, row, row);
                triangle[k * window + held] = again == 0 ? reach : triangle[k * window + held] + reach;
            }
        var square = TensorPrimitives.SumOfSquares<float>(row);
        // a repetition adds no direction; its row stays empty
        var length = square > Nothing ? MathF.Sqrt(square) : 0;
        if (length > 0) TensorPrimitives.Divide(row, length, row);
        else row.Clear();
        triangle[held * window + held] = length;
        Reach(held++);
    }

    void Reach(int k)
    {
        var row = Row(k);
        var reach = Along(k);
        for (var i = 0; i < left.Length; i++) reach[i] = TensorPrimitives.Dot(row, slate.Vector(i));
        for (var i = 0; i < left.Length; i++) left[i] = MathF.Max(0, left[i] - reach[i] * reach[i]);
    }

    void Leave()
    {
        for (var k = 0; k + 1 < held; k++)
        {
            var (a, b) = (triangle[k * window + k + 1], triangle[(k + 1) * window + k + 1]);
            if (b == 0) continue;
            var length = MathF.Sqrt(a * a + b * b);
            var (cos, sin) = (a / length, b / length);
            Turn(triangle.AsSpan(k * window, held), triangle.AsSpan((k + 1) * window, held), cos, sin);
            Turn(Row(k), Row(k + 1), cos, sin);
            Turn(Along(k), Along(k + 1), cos, sin);
        }
        held--;
        // the first column goes, the last row is free: each candidate has back what it held of it
        for (var k = 0; k < held; k++) triangle.AsSpan(k * window + 1, held).CopyTo(triangle.AsSpan(k * window));
        var gone = Along(held);
        for (var i = 0; i < left.Length; i++) left[i] += gone[i] * gone[i];
    }

    static void Turn(Span<float> upper, Span<float> lower, float cos, float sin)
    {
        var done = 0;
        if (upper.Length >= Vector<float>.Count)
        {
            var x = MemoryMarshal.Cast<float, Vector<float>>(upper);
            var y = MemoryMarshal.Cast<float, Vector<float>>(lower);
            for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (x[i] * cos + y[i] * sin, y[i] * cos - x[i] * sin);
            done = x.Length * Vector<float>.Count;
        }
        for (var i = done; i < upper.Length; i++) (upper[i], lower[i]) = (upper[i] * cos + lower[i] * sin, lower[i] * cos - upper[i] * sin);
    }

    Span<float> Row(int k) => basis.AsSpan(k * slate.Stride, slate.Stride);
    Span<float> Along(int k) => along.AsSpan(k * slate.Count, slate.Count);
}
