using System.Globalization;
using Kaki.Learning.Recommend;

namespace Kaki.Learning.Bench;

/// <summary>Reads files whose lines are a member's id and the ids of their items, parted by blanks, and numbers the ids from 0 as they come.</summary>
/// <remarks>A member on two lines has both; an empty line is passed over. Several files read by one reader share their numbers.</remarks>
public sealed class ActionLists
{
    readonly Dictionary<long, int> members = [], items = [];

    /// <summary>How many members have been seen in all files.</summary>
    public int Members => members.Count;

    /// <summary>How many items have been seen in all files.</summary>
    public int Items => items.Count;

    /// <summary>The items of each member, in the order of the file; members of other files are empty.</summary>
    /// <exception cref="InvalidDataException">A word is no whole number; names file, line and word.</exception>
    public List<List<int>> Read(string file)
    {
        var lists = new List<List<int>>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            List<int>? own = null;
            foreach (var range in line.AsSpan().SplitAny(' ', '\t'))
            {
                var word = line.AsSpan(range);
                if (word.IsEmpty) continue;
                if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
                    throw new InvalidDataException($"{file}, line {number}: {word} is no whole number.");
                if (own is null) own = Of(lists, Number(members, id));
                else own.Add(Number(items, id));
            }
        }
        return lists;
    }

    /// <summary>The matrix of members by items, each item at most once a member; lists of several files are laid together.</summary>
    public Interactions Matrix(params IReadOnlyList<List<int>>[] files)
    {
        var rows = new Signal[members.Count][];
        for (var member = 0; member < rows.Length; member++)
            rows[member] = [.. files.Where(lists => member < lists.Count).SelectMany(lists => lists[member]).Distinct().Select(item => new Signal(item))];
        return Interactions.From(rows, items.Count);
    }

    static List<int> Of(List<List<int>> lists, int member)
    {
        while (lists.Count <= member) lists.Add([]);
        return lists[member];
    }

    static int Number(Dictionary<long, int> numbers, long id)
    {
        numbers.TryAdd(id, numbers.Count);
        return numbers[id];
    }
}
