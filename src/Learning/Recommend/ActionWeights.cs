using Kaki.Learning.Rank;

namespace Kaki.Learning.Recommend;

/// <summary>What somebody can do with a thing.</summary>
public enum ActionKind
{
    Open, Dwell, Like, Save, Comment, Share, Follow, Cart, Buy,

    /// <summary>Wants to see no more of it.</summary>
    Hide,
}

/// <summary>One action as a journal has it.</summary>
public readonly record struct TimedAction(int Item, ActionKind Kind, DateTimeOffset At);

/// <summary>Turns actions into signals: how much each kind says, and how soon that fades.</summary>
public sealed class ActionWeights
{
    readonly Dictionary<ActionKind, (float Weight, TimeSpan HalfLife)> kinds = new()
    {
        [ActionKind.Open] = (0.2f, TimeSpan.FromDays(7)),
        [ActionKind.Dwell] = (0.5f, TimeSpan.FromDays(14)),
        [ActionKind.Like] = (1, TimeSpan.FromDays(60)),
        [ActionKind.Comment] = (1, TimeSpan.FromDays(60)),
        [ActionKind.Share] = (1, TimeSpan.FromDays(60)),
        [ActionKind.Follow] = (1, TimeSpan.FromDays(90)),
        [ActionKind.Save] = (1.5f, TimeSpan.FromDays(90)),
        [ActionKind.Cart] = (1.5f, TimeSpan.FromDays(30)),
        [ActionKind.Buy] = (2, TimeSpan.FromDays(180)),
        [ActionKind.Hide] = (-1, TimeSpan.FromDays(180)),
    };

    /// <summary>The most that all actions on one item say together, either way: opening a thing a hundred times is no hundred likes.</summary>
    public float Most { get; init; } = 3;

    /// <summary>Sets what a kind of action says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not finite, or the half-life not above zero.</exception>
    public ActionWeights With(ActionKind kind, float weight, TimeSpan halfLife)
    {
        if (!float.IsFinite(weight)) throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is a finite number.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, TimeSpan.Zero);
        kinds[kind] = (weight, halfLife);
        return this;
    }

    /// <summary>One signal for each item, the one last touched at the end; at most <paramref name="most"/> of the latest.</summary>
    /// <remarks>An action of the future (clocks differ) counts as of now. An item that was hidden and liked gets the sum of both.</remarks>
    public Signal[] Signals(IEnumerable<TimedAction> actions, DateTimeOffset now, int most = 200)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return [.. actions.GroupBy(action => action.Item)
            .Select(same => (Item: same.Key, Last: same.Max(action => action.At), Weight: same.Sum(action => Says(action, now))))
            .OrderBy(item => item.Last).ThenBy(item => item.Item).TakeLast(most)
            .Select(item => new Signal(item.Item, (float)Math.Clamp(item.Weight, -Most, Most)))];
    }

    double Says(TimedAction action, DateTimeOffset now)
    {
        var (weight, halfLife) = kinds[action.Kind];
        return Decay.Heat(weight, now - action.At, halfLife);
    }
}
