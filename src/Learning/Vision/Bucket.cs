namespace Kaki.Learning.Vision;

/// <summary>Numbers filed under one key, in no order.</summary>
struct Bucket
{
    int[]? numbers;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<int> Numbers => numbers.AsSpan(0, Count);

    public void Add(int number)
    {
        numbers ??= new int[4];
        if (Count == numbers.Length) Array.Resize(ref numbers, Count + Count / 2);
        numbers[Count++] = number;
    }

    /// <summary>Takes out one that is there.</summary>
    public void Remove(int number)
    {
        var at = Array.IndexOf(numbers!, number, 0, Count);
        numbers![at] = numbers[--Count];
    }
}
