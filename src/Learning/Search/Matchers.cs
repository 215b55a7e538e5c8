namespace Kaki.Learning.Search;

/// <summary>A condition on documents, walked forward: one term, all of some, any of some, or some side by side.</summary>
interface IMatcher
{
    /// <summary>The document it stands on; −1 before the first move, <see cref="PostingCursor.End"/> after the last.</summary>
    int Document { get; }

    /// <summary>At most so many documents meet it: the rarest condition is asked first.</summary>
    int Count { get; }

    /// <summary>Moves to the first document at or after the target that meets it.</summary>
    int SkipTo(int target);

    /// <summary>What the document it stands on deserves for it.</summary>
    float Score();
}

/// <summary>Documents with a term.</summary>
sealed class OneTerm(PostingCursor cursor, Scoring scoring, float share = 1) : IMatcher
{
    readonly float idf = share * scoring.Idf(cursor.Count);

    public PostingCursor Cursor => cursor;
    public int Document => cursor.Document;
    public int Count => cursor.Count;
    public int SkipTo(int target) => cursor.SkipTo(target);
    public float Score() => scoring.Of(cursor, idf);
}

/// <summary>Documents that meet every condition; the mean of what they deserve for each.</summary>
sealed class AllOf : IMatcher
{
    readonly IMatcher[] parts;

    public AllOf(IEnumerable<IMatcher> parts) => this.parts = [.. parts.OrderBy(part => part.Count)];

    public int Document { get; private set; } = -1;
    public int Count => parts[0].Count;

    public int SkipTo(int target)
    {
        for (var i = 0; i < parts.Length;)
        {
            var at = parts[i].SkipTo(target);
            if (at == PostingCursor.End) return Document = at;
            i = at > target && i > 0 ? 0 : i + 1;
            target = at;
        }
        return Document = target;
    }

    public float Score()
    {
        var sum = 0f;
        foreach (var part in parts) sum += part.Score();
        return sum / parts.Length;
    }
}

/// <summary>Documents that meet some condition; the most of what they deserve for one.</summary>
sealed class AnyOf(IReadOnlyList<IMatcher> parts) : IMatcher
{
    public int Document { get; private set; } = -1;
    public int Count { get; } = parts.Aggregate(0, (sum, part) => sum > int.MaxValue - part.Count ? int.MaxValue : sum + part.Count);

    public int SkipTo(int target)
    {
        if (Document >= target) return Document;
        var nearest = PostingCursor.End;
        foreach (var part in parts) nearest = Math.Min(nearest, part.SkipTo(target));
        return Document = nearest;
    }

    public float Score()
    {
        var most = 0f;
        foreach (var part in parts)
            if (part.Document == Document) most = Math.Max(most, part.Score());
        return most;
    }
}

/// <summary>Documents in which terms stand at fixed distances from each other.</summary>
sealed class SideBySide(IReadOnlyList<OneTerm> terms, IReadOnlyList<int> offsets) : IMatcher
{
    readonly AllOf all = new(terms);
    int[] firsts = new int[16];
    int[] others = new int[16];

    public int Document { get; private set; } = -1;
    public int Count => all.Count;

    public int SkipTo(int target)
    {
        if (Document >= target) return Document;
        for (var at = all.SkipTo(target); ; at = all.SkipTo(at + 1))
            if (at == PostingCursor.End || Stand()) return Document = at;
    }

    public float Score() => all.Score();

    // the starts that are still possible grow fewer with every term
    bool Stand()
    {
        var left = terms[0].Cursor.Positions(ref firsts).Length;
        for (var i = 1; i < terms.Count && left > 0; i++)
        {
            var (kept, k) = (0, 0);
            var here = terms[i].Cursor.Positions(ref others);
            for (var j = 0; j < left; j++)
            {
                var wanted = firsts[j] - offsets[0] + offsets[i];
                while (k < here.Length && here[k] < wanted) k++;
                if (k < here.Length && here[k] == wanted) firsts[kept++] = firsts[j];
            }
            left = kept;
        }
        return left > 0;
    }
}

/// <summary>Documents that meet a condition; more deserving where a whole word stands, not only its pairs of characters.</summary>
sealed class WithWord(IMatcher condition, OneTerm word) : IMatcher
{
    public int Document => condition.Document;
    public int Count => condition.Count;
    public int SkipTo(int target) => condition.SkipTo(target);
    public float Score() => condition.Score() + (word.SkipTo(Document) == Document ? word.Score() : 0);
}
