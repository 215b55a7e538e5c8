using Kaki.Goods;

namespace Kaki.Host.Import;

/// <summary>A note that photos call for, before anybody has written it.</summary>
/// <param name="File">The row that asks for it, with <paramref name="Line"/>.</param>
/// <param name="Group">Which words it is written with.</param>
/// <param name="Item">What it is about, as a sentence says it.</param>
/// <param name="Goods">Products that may be tagged in its first picture, the likeliest first.</param>
/// <param name="Credits">Who took the photos, where the licence asks for it.</param>
internal sealed record NotePlan(string File, int Line, string Name, string Group, Text2 Item, IReadOnlyList<string> Photos, IReadOnlyList<string> Goods, IReadOnlyList<string> Credits);

internal static class Handfuls
{
    /// <summary>Now one, now two or three of them at a time.</summary>
    public static IEnumerable<T[]> InHandfuls<T>(this IReadOnlyList<T> all, string name)
    {
        var chance = new Chance("handfuls/" + name);
        for (int at = 0, take; at < all.Count; at += take)
        {
            take = Math.Min(chance.Of([1, 1, 2, 3]), all.Count - at);
            yield return [.. all.Skip(at).Take(take)];
        }
    }
}
