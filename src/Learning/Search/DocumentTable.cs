using Kaki.Learning.Models;

namespace Kaki.Learning.Search;

/// <summary>What an index knows of its documents besides their terms: whose they are, and where each field ends.</summary>
sealed class DocumentTable(int fields)
{
    /// <summary>Positions left free between two fields, so that no phrase reaches from one into the next.</summary>
    public const int Gap = 8;

    /// <summary>Positions indexed of one document; what comes later is not found.</summary>
    public const int MaxPositions = ushort.MaxValue - 64;

    readonly Dictionary<long, int> byId = [];
    readonly long[] lengths = new long[fields];
    long[] ids = [];
    ushort[] ends = [];
    bool[] gone = [];

    public int Fields => fields;

    /// <summary>Numbers given out, those of removed documents too.</summary>
    public int Given { get; private set; }

    /// <summary>Documents that can be found.</summary>
    public int Count => byId.Count;

    public long Id(int document) => ids[document];

    public bool IsGone(int document) => gone[document];

    /// <summary>The position after the last of each field.</summary>
    public ReadOnlySpan<ushort> Ends(int document) => ends.AsSpan(document * fields, fields);

    public double MeanLength(int field) => Count == 0 ? 0 : (double)lengths[field] / Count;

    /// <summary>Takes a document in, in the place of an older one with its id, and gives it a number.</summary>
    public int Add(long id, ReadOnlySpan<ushort> fieldEnds)
    {
        Remove(id);
        if (Given == ids.Length) Grow();
        ids[Given] = id;
        fieldEnds.CopyTo(ends.AsSpan(Given * fields));
        byId[id] = Given;
        CountLengths(Given, 1);
        return Given++;
    }

    public bool Remove(long id)
    {
        if (!byId.Remove(id, out var document)) return false;
        gone[document] = true;
        CountLengths(document, -1);
        return true;
    }

    public void Save(BinaryWriter to)
    {
        to.WriteAll<long>(ids.AsSpan(0, Given));
        to.WriteAll<ushort>(ends.AsSpan(0, Given * fields));
        to.WriteAll<bool>(gone.AsSpan(0, Given));
    }

    public static DocumentTable Load(BinaryReader from, int fields)
    {
        var table = new DocumentTable(fields) { ids = from.ReadAll<long>(), ends = from.ReadAll<ushort>(), gone = from.ReadAll<bool>() };
        for (; table.Given < table.ids.Length; table.Given++)
        {
            if (table.gone[table.Given]) continue;
            table.byId[table.ids[table.Given]] = table.Given;
            table.CountLengths(table.Given, 1);
        }
        return table;
    }

    void CountLengths(int document, int sign)
    {
        var start = 0;
        var fieldEnds = Ends(document);
        for (var f = 0; f < fields; f++)
        {
            lengths[f] += sign * Math.Max(0, fieldEnds[f] - start);
            start = fieldEnds[f] + Gap;
        }
    }

    void Grow()
    {
        var size = Math.Max(64, Given + Given / 2);
        Array.Resize(ref ids, size);
        Array.Resize(ref ends, size * fields);
        Array.Resize(ref gone, size);
    }
}
