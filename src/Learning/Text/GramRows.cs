namespace Kaki.Learning.Text;

/// <summary>Texts as rows of known grams and how often each occurs, in compressed sparse rows.</summary>
sealed class GramRows
{
    GramRows(int[] starts, int[] ids, float[] counts) => (Starts, Ids, Counts) = (starts, ids, counts);

    public int Count => Starts.Length - 1;

    /// <summary>Where each row begins; one more than there are rows.</summary>
    public int[] Starts { get; }

    /// <summary>Grams of the rows, ascending in each.</summary>
    public int[] Ids { get; }

    /// <summary>1 + ln of how often.</summary>
    public float[] Counts { get; }

    public static GramRows Of(IReadOnlyList<string> marked, GramTable grams)
    {
        var starts = new int[marked.Count + 1];
        var (ids, counts, row) = (new List<int>(), new List<float>(), new List<int>());
        for (var i = 0; i < marked.Count; i++)
        {
            Read(marked[i], grams, row);
            for (var k = 0; k < row.Count;)
            {
                var from = k;
                while (k < row.Count && row[k] == row[from]) k++;
                ids.Add(row[from]);
                counts.Add(Damped(k - from));
            }
            starts[i + 1] = ids.Count;
        }
        return new(starts, [.. ids], [.. counts]);
    }

    /// <summary>The known grams of a text, ascending, each as often as it occurs.</summary>
    public static void Read(ReadOnlySpan<char> marked, GramTable grams, List<int> into)
    {
        into.Clear();
        for (var i = 0; i < marked.Length; i++)
        {
            if (grams.Find(marked[i]) is >= 0 and var one) into.Add(one);
            if (i + 1 < marked.Length && grams.Find(marked[i], marked[i + 1]) is >= 0 and var two) into.Add(two);
        }
        into.Sort();
    }

    /// <summary>The tenth time says less than the first.</summary>
    public static float Damped(int times) => 1 + MathF.Log(times);
}
