namespace Kaki.Learning.Rank;

/// <summary>What a feature says something of: author, city, hour of the day. Ids of one field do not meet those of another.</summary>
public readonly struct Field
{
    readonly ulong hash;

    /// <param name="name">Its name; the same name is the same field in every process.</param>
    public Field(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        // FNV-1a over UTF-16, then mixed by Key
        hash = 14695981039346656037;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211;
    }

    /// <summary>Where this id of this field lies in a table of 2³² rows; a ranker takes the lower bits.</summary>
    public uint Key(long id)
    {
        // finaliser of MurmurHash3 (A. Appleby)
        var mixed = hash ^ ((ulong)id * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCD;
        mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53;
        return (uint)(mixed ^ (mixed >> 33));
    }
}
