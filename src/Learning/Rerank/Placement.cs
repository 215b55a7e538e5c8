namespace Kaki.Learning.Rerank;

/// <summary>A list's rules while it is filled: which of them a candidate would break at the next place.</summary>
sealed class Placement
{
    const int QuotaOutweighs = 1 << 16;

    readonly Slate slate;
    readonly List<int>[] recent;
    readonly HashSet<int>[] full;
    readonly int[] held;
    int left;

    public Placement(Slate slate, int take)
    {
        (this.slate, left) = (slate, take);
        foreach (var rule in slate.Apart)
        {
            if (rule.Keys.Count != slate.Count) throw new ArgumentException($"{rule.Keys.Count} keys for {slate.Count} candidates.", nameof(slate));
            if (rule.Window < 1 || rule.AtMost < 1) throw new ArgumentException("A window and how many may stand in it are at least one.", nameof(slate));
        }
        foreach (var quota in slate.Quotas)
        {
            if (quota.Members.Count != slate.Count) throw new ArgumentException($"{quota.Members.Count} members for {slate.Count} candidates.", nameof(slate));
            if (quota.AtLeast < 0 || quota.AtMost < quota.AtLeast) throw new ArgumentException("A quota lies between none and at most, at least not above at most.", nameof(slate));
        }
        recent = slate.Apart.Select(rule => rule.Before.ToList()).ToArray();
        full = slate.Apart.Select(_ => new HashSet<int>()).ToArray();
        held = new int[slate.Quotas.Count];
        for (var i = 0; i < recent.Length; i++) Fill(i);
    }

    /// <summary>0 where all rules hold; one for each spacing broken, more for a quota than for all spacings.</summary>
    public int Broken(int candidate)
    {
        var broken = 0;
        for (var i = 0; i < full.Length; i++)
            if (full[i].Contains(slate.Apart[i].Keys[candidate])) broken++;
        if (held.Length == 0) return broken;
        var (needed, lacking, helped) = (0, 0, 0);
        for (var i = 0; i < held.Length; i++)
        {
            var quota = slate.Quotas[i];
            var (member, lacks) = (quota.Members[candidate], quota.AtLeast - held[i]);
            if (member && held[i] >= quota.AtMost) broken += QuotaOutweighs;
            if (lacks <= 0) continue;
            needed += lacks;
            lacking++;
            helped += member ? 1 : 0;
        }
        // once places are as few as what is lacking, who helps two quotas comes before who helps one
        return needed >= left ? broken + (lacking - helped) * QuotaOutweighs : broken;
    }

    public void Placed(int candidate)
    {
        left--;
        for (var i = 0; i < held.Length; i++)
            if (slate.Quotas[i].Members[candidate]) held[i]++;
        for (var i = 0; i < recent.Length; i++)
        {
            recent[i].Add(slate.Apart[i].Keys[candidate]);
            Fill(i);
        }
    }

    // the keys that may not come next
    void Fill(int i)
    {
        full[i].Clear();
        var rule = slate.Apart[i];
        var from = Math.Max(0, recent[i].Count - rule.Window + 1);
        for (var a = from; a < recent[i].Count; a++)
        {
            var (key, alike) = (recent[i][a], 0);
            if (key < 0) continue;
            for (var b = from; b < recent[i].Count; b++)
                if (recent[i][b] == key) alike++;
            if (alike >= rule.AtMost) full[i].Add(key);
        }
    }
}
