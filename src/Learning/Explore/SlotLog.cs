namespace Kaki.Learning.Explore;

/// <summary>One thing shown in one place of a page, by a policy that looks at the place alone.</summary>
/// <param name="Item">Which, from 0.</param>
/// <param name="Slot">Where, from 0.</param>
/// <param name="Clicked">What came of it.</param>
/// <param name="Propensity">How probable it was there; above 0, at most 1.</param>
public readonly record struct SlotShown(int Item, int Slot, bool Clicked, double Propensity);

/// <summary>
/// Judges one policy of items in slots by the log of another, when of the judged one only its own log is known:
/// its probabilities are the shares with which it showed each item in each slot.
/// </summary>
/// <remarks>
/// The share is an unbiased estimate of the mean probability over the time of the log, also for a policy that changed while it learnt; the mean of the logged
/// propensities is not, being taken at the moments when the item was probable. The model of rewards for the doubly
/// robust estimate is each cell's click rate drawn towards the rate of all (by <see cref="Prior"/> showings), fitted on the other four fifths of the log.
/// </remarks>
public sealed class SlotLog
{
    /// <summary>Showings' worth of belief that a cell is like all others.</summary>
    public const double Prior = 200;

    const int Folds = 5;

    readonly IReadOnlyList<SlotShown> logged;
    readonly int slots;

    // items and slots are numbered by whoever keeps the log: cells and slots are numbered anew, as many as were shown
    readonly int[] slotOf, loggedCells, targetCells;

    /// <param name="logged">What the policy that was tried showed; its propensities are used.</param>
    /// <param name="target">What the policy to be judged showed; its propensities and clicks are not used.</param>
    /// <exception cref="ArgumentException">A number is negative, or a propensity of the logged is not above 0 and at most 1.</exception>
    public SlotLog(IReadOnlyList<SlotShown> logged, IReadOnlyList<SlotShown> target)
    {
        ArgumentNullException.ThrowIfNull(logged);
        ArgumentNullException.ThrowIfNull(target);
        if (logged.Concat(target).Any(shown => shown.Item < 0 || shown.Slot < 0)) throw new ArgumentException("Items and slots are numbered from 0.");
        if (logged.Any(shown => shown.Propensity is not (> 0 and <= 1))) throw new ArgumentException("A logged propensity is above 0 and at most 1.");
        this.logged = logged;
        var shownCells = logged.Concat(target).Select(shown => (shown.Item, shown.Slot)).Distinct().Order().ToArray();
        var shownSlots = shownCells.Select(cell => cell.Slot).Distinct().Order().ToArray();
        slots = shownSlots.Length;
        slotOf = [.. shownCells.Select(cell => Array.BinarySearch(shownSlots, cell.Slot))];
        var numbers = shownCells.Select((cell, number) => (cell, number)).ToDictionary(pair => pair.cell, pair => pair.number);
        loggedCells = [.. logged.Select(shown => numbers[(shown.Item, shown.Slot)])];
        targetCells = [.. target.Select(shown => numbers[(shown.Item, shown.Slot)])];
    }

    /// <summary>Share of what the target shows that the log never showed there: what no estimate can know of.</summary>
    public double Unsupported
    {
        get
        {
            var seen = loggedCells.ToHashSet();
            return targetCells.Length == 0 ? 0 : (double)targetCells.Count(cell => !seen.Contains(cell)) / targetCells.Length;
        }
    }

    /// <summary>The rows that <see cref="OffPolicy"/> wants.</summary>
    public LoggedDecision[] Decisions() => Decisions(Enumerable.Range(0, logged.Count).ToArray(), Enumerable.Range(0, targetCells.Length).ToArray());

    /// <summary>The same of a resample of both logs with replacement, so that what is not known of the target's probabilities counts too.</summary>
    /// <remarks>B. Efron, Annals of Statistics 7 (1979). A row stays in its fold: no row speaks of itself.</remarks>
    public LoggedDecision[] Resampled(Random chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        return Decisions(Drawn(logged.Count), Drawn(targetCells.Length));

        int[] Drawn(int count)
        {
            var rows = new int[count];
            for (var i = 0; i < count; i++) rows[i] = chance.Next(count);
            return rows;
        }
    }

    LoggedDecision[] Decisions(int[] loggedRows, int[] targetRows)
    {
        var shares = Shares(targetRows);
        var models = Enumerable.Range(0, Folds).Select(fold => Model(loggedRows, fold)).ToArray();
        var ofTarget = models.Select(model => OfTarget(model, shares)).ToArray();
        return loggedRows.Select(row =>
        {
            var shown = logged[row];
            var (cell, fold) = (loggedCells[row], row % Folds);
            return new LoggedDecision(shown.Clicked ? 1 : 0, shown.Propensity, shares[cell], models[fold][cell], ofTarget[fold][slotOf[cell]]);
        }).ToArray();
    }

    double[] Shares(int[] rows)
    {
        var shares = new double[slotOf.Length];
        var totals = new double[slots];
        foreach (var row in rows)
        {
            shares[targetCells[row]]++;
            totals[slotOf[targetCells[row]]]++;
        }
        for (var cell = 0; cell < shares.Length; cell++) shares[cell] /= Math.Max(1, totals[slotOf[cell]]);
        return shares;
    }

    double[] Model(int[] rows, int without)
    {
        var (shown, clicked, allShown, allClicked) = (new double[slotOf.Length], new double[slotOf.Length], 0.0, 0.0);
        foreach (var row in rows)
        {
            if (row % Folds == without) continue;
            var (cell, click) = (loggedCells[row], logged[row].Clicked ? 1 : 0);
            shown[cell]++;
            clicked[cell] += click;
            allShown++;
            allClicked += click;
        }
        var rate = allShown > 0 ? allClicked / allShown : 0;
        return shown.Select((count, cell) => (clicked[cell] + Prior * rate) / (count + Prior)).ToArray();
    }

    double[] OfTarget(double[] model, double[] shares)
    {
        var expected = new double[slots];
        for (var cell = 0; cell < shares.Length; cell++) expected[slotOf[cell]] += shares[cell] * model[cell];
        return expected;
    }
}
