namespace Kaki.Learning.Recommend;

/// <summary>Chooses neighbours: the few with the highest score over ridge, in no order.</summary>
static class NearestFew
{
    public static Scored[] Take(Span<Scored> found, float[] ridge, int most)
    {
        if (found.Length > most) Part(found, ridge, most);
        return found[..Math.Min(most, found.Length)].ToArray();
    }

    // quickselect (C. A. R. Hoare, CACM 4, 1961): a full sort would take longer than the regression
    static void Part(Span<Scored> found, float[] ridge, int most)
    {
        var (low, high) = (0, found.Length - 1);
        while (low < high)
        {
            var pivot = Key(found[(low + high) >>> 1], ridge);
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (Key(found[left], ridge) > pivot) left++;
                while (Key(found[right], ridge) < pivot) right--;
                if (left <= right)
                {
                    (found[left], found[right]) = (found[right], found[left]);
                    left++;
                    right--;
                }
            }
            if (most - 1 <= right) high = right;
            else if (most - 1 >= left) low = left;
            else return;
        }
    }

    static float Key(Scored pair, float[] ridge) => pair.Score / ridge[pair.Item];
}
