namespace Kaki.Kernel.Care;

/// <summary>What a floor can count of a span of time from its own tables ("signups", "paid.CNY"). Asked again, it must count the same.</summary>
public interface IDayNumbers
{
    Task<IReadOnlyDictionary<string, long>> Count(Instant from, Instant to, CancellationToken cancel);
}
