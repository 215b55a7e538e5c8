namespace Kaki.Kernel;

/// <summary>FNV-1a over UTF-16 units: the same on every machine and in every process, which <see cref="string.GetHashCode()"/> is not. Not for secrets.</summary>
public static class StableHash
{
    /// <returns>Of all the texts as if they were one.</returns>
    public static uint Of(params ReadOnlySpan<string> texts)
    {
        var hash = 2166136261u;
        foreach (var text in texts)
            foreach (var c in text) hash = (hash ^ c) * 16777619;
        return hash;
    }
}
