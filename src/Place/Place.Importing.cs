using Kaki.Kernel;
using Kaki.Kernel.Pictures;

namespace Kaki.Place;

/// <summary>A note written elsewhere or for the demo, to be brought in as if it had been published then.</summary>
public sealed record NoteToBring(string Name, long AuthorId, string Title, string Body, IReadOnlyList<(Picture Picture, string Alt)> Pictures, Instant PublishedAt)
{
    /// <summary>Picture index, x and y in percent.</summary>
    public IReadOnlyList<(long ProductId, int Picture, double X, double Y)> Tags { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Any of Gifted, Paid, Affiliate, OwnShop, AiMade.</summary>
    public IReadOnlyList<string> Disclosures { get; init; } = [];
    public string? PlaceName { get; init; }
    public string? City { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }

    /// <summary>Who liked and who saved it.</summary>
    public IReadOnlyList<long> Likes { get; init; } = [];
    public IReadOnlyList<long> Saves { get; init; } = [];
    public IReadOnlyList<CommentToBring> Comments { get; init; } = [];

    /// <summary>What it said before its edits, oldest first, and until when.</summary>
    public IReadOnlyList<(string Title, string Body, Instant Until)> Before { get; init; } = [];

    /// <summary>It lives here: the word screen looks at it, and what was done since then is told to whom it concerns. Null: neither.</summary>
    public Instant? TellSince { get; init; }
}

public sealed record CommentToBring(long AuthorId, string Text, Instant At, IReadOnlyList<long> Likes, IReadOnlyList<CommentToBring> Replies)
{
    /// <summary>One of <see cref="Stickers.Codes"/>, or none.</summary>
    public string? Sticker { get; init; }
    public bool Pinned { get; init; }

    /// <summary>Noise, behind a line that says how many there are.</summary>
    public bool Folded { get; init; }
}
