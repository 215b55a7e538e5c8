namespace Kaki.Place;

/// <summary>Which stickers there are. Each code is the name of a drawing; a code once given stays, for comments hold it.</summary>
public static class Stickers
{
    public static IReadOnlyList<string> Codes { get; } =
        ["persimmon", "strawberry", "lemon", "tanghulu", "cat", "catnap", "dog", "bouquet", "cake", "latte", "hotpot", "mooncake", "campfire", "candle", "books", "suitcase"];

    public static string UrlOf(string code) => $"/stickers/{code}.svg";
}
