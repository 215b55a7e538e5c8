namespace Kaki.Learning.Forecast;

/// <summary>How much further new values fall from a forecast than the values it was fitted to, by how few those are.</summary>
internal static class Optimism
{
    // level, trend and a weight: what even the plainest method fits
    const int Fitted = 3;

    // with next to none left to judge by the formula runs away
    const int Fewest = 2;

    /// <summary>Factor of the deviation: <c>√((n + k)/(n − k))</c> for n values and k fitted numbers.</summary>
    /// <param name="length">Values in the history.</param>
    /// <param name="seasons">Length of all seasons carried together. Indices are drawn towards each other, so half of them count.</param>
    /// <remarks>H. Akaike's final prediction error (Annals of the Institute of Statistical Mathematics 21, 1969).</remarks>
    public static double Of(int length, int seasons)
    {
        var k = Fitted + seasons / 2;
        var n = Math.Max(length, k + Fewest);
        return Math.Sqrt((n + k) / (double)(n - k));
    }
}
