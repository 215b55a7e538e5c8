namespace Kaki.Learning.Explore;

/// <summary>What every policy can be asked for.</summary>
public static class Bandit
{
    /// <summary>The arm to play now; equal scores are decided by chance.</summary>
    public static int Choose(this IBandit bandit, ReadOnlySpan<double> context, Random chance)
    {
        ArgumentNullException.ThrowIfNull(bandit);
        ArgumentNullException.ThrowIfNull(chance);
        var scores = new double[bandit.Arms];
        bandit.Score(context, chance, scores);
        return Best(scores, chance);
    }

    /// <summary>The best <paramref name="take"/> arms of one draw, best first; all of them if there are fewer.</summary>
    public static int[] Rank(this IBandit bandit, ReadOnlySpan<double> context, int take, Random chance)
    {
        ArgumentNullException.ThrowIfNull(bandit);
        ArgumentNullException.ThrowIfNull(chance);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var scores = new double[bandit.Arms];
        bandit.Score(context, chance, scores);
        var order = Enumerable.Range(0, bandit.Arms).ToArray();
        chance.Shuffle(order);
        return order.OrderByDescending(arm => scores[arm]).Take(take).ToArray();
    }

    /// <summary>
    /// How probable each arm is to be chosen now, by so many choices on trial; what must be logged beside a choice if other
    /// policies are to be judged by it later (<see cref="OffPolicy"/>). Error below <c>1/√draws</c>.
    /// </summary>
    public static double[] Probabilities(this IBandit bandit, ReadOnlySpan<double> context, int draws, Random chance)
    {
        ArgumentNullException.ThrowIfNull(bandit);
        ArgumentNullException.ThrowIfNull(chance);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var scores = new double[bandit.Arms];
        var chosen = new double[bandit.Arms];
        for (var i = 0; i < draws; i++)
        {
            bandit.Score(context, chance, scores);
            chosen[Best(scores, chance)]++;
        }
        for (var arm = 0; arm < chosen.Length; arm++) chosen[arm] /= draws;
        return chosen;
    }

    static int Best(ReadOnlySpan<double> scores, Random chance)
    {
        var (best, equals) = (0, 1);
        for (var arm = 1; arm < scores.Length; arm++)
        {
            if (scores[arm] > scores[best]) (best, equals) = (arm, 1);
            else if (scores[arm] == scores[best] && chance.Next(++equals) == 0) best = arm;
        }
        return best;
    }
}
