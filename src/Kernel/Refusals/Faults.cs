namespace Kaki.Kernel.Refusals;

/// <summary>What is wrong in several fields is said of each at once: all checks run, then the first refusal is thrown with the others in it.</summary>
public sealed class Faults
{
    private readonly List<Refusal> found = [];

    /// <returns>What the check gives; nothing where it refuses a field.</returns>
    public T? Of<T>(Func<T> check)
    {
        try { return check(); }
        catch (Refusal no) when (no.Field is not null)
        {
            found.Add(no);
            return default;
        }
    }

    /// <summary>Throws what was found.</summary>
    public void Refuse()
    {
        if (found.Count > 0) throw found[0].Beside(found[1..]);
    }
}
