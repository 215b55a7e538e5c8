namespace Kaki.Learning.Search;

/// <summary>Every term of an index with its documents, and the Latin words among them in their order.</summary>
sealed class TermTable
{
    readonly Dictionary<string, int> numbers = [];
    readonly List<string> keys = [];
    readonly List<Postings> postings = [];

    public LatinWords Latin { get; } = new();

    public int Count => keys.Count;

    public Postings? Find(string key) => numbers.TryGetValue(key, out var number) ? postings[number] : null;

    public Postings At(int number) => postings[number];

    /// <summary>The term's number, a new one if it has none.</summary>
    public int Number(string key, bool latin)
    {
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers.Add(key, number = keys.Count);
            keys.Add(key);
            postings.Add(new());
        }
        if (latin) Latin.Add(key);
        return number;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Count);
        for (var i = 0; i < Count; i++)
        {
            to.Write(keys[i]);
            to.Write(Latin.Contains(keys[i]));
            postings[i].Save(to);
        }
    }

    public static TermTable Load(BinaryReader from)
    {
        var table = new TermTable();
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            table.Number(from.ReadString(), from.ReadBoolean());
            table.postings[^1] = Postings.Load(from);
        }
        return table;
    }
}
