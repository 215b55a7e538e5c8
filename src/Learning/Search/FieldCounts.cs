namespace Kaki.Learning.Search;

/// <summary>How often a term stands in each field of a document, in one byte: as many bits for each field as there is room for, at least one.</summary>
/// <remarks>A count that its bits cannot hold is the most they can: with two fields 15, which BM25 tells from 30 by less than a twentieth.</remarks>
readonly struct FieldCounts(int fields)
{
    /// <summary>The most fields an index can have.</summary>
    public const int MostFields = 8;

    readonly int width = 8 / fields;

    public byte Pack(ReadOnlySpan<int> positions, ReadOnlySpan<ushort> ends)
    {
        var (packed, field, count, most) = (0, 0, 0, (1 << width) - 1);
        foreach (var position in positions)
        {
            while (field < fields - 1 && position >= ends[field])
            {
                packed |= Math.Min(count, most) << field * width;
                (count, field) = (0, field + 1);
            }
            count++;
        }
        return (byte)(packed | Math.Min(count, most) << field * width);
    }

    public int Of(byte packed, int field) => packed >> field * width & (1 << width) - 1;
}
