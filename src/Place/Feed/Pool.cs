using System.Collections.Concurrent;
using Kaki.Kernel;
using Kaki.Place.Topics;

namespace Kaki.Place.Feed;

/// <summary>The candidates as they were read once, with what is worked out from them and is the same for every reader until they are read again.</summary>
internal sealed class Pool(IReadOnlyList<Candidate> candidates, Instant at)
{
    public static readonly Pool Empty = new([], default);
    private readonly ConcurrentDictionary<string, Ranking> rankings = new();
    private readonly ConcurrentDictionary<string, HashSet<string>> topics = new();
    private static long made;
    private readonly Dictionary<long, int> places = candidates.ToDictionary(c => c.Id, c => c.Place);

    public IReadOnlyList<Candidate> Candidates { get; } = candidates;
    public Instant At { get; } = at;

    /// <summary>Tells it from every other of this node.</summary>
    public long Number { get; } = Interlocked.Increment(ref made);

    public int? PlaceOf(long note) => places.TryGetValue(note, out var place) ? place : null;

    public Candidate? Find(long note) => places.TryGetValue(note, out var place) ? Candidates[place] : null;

    /// <summary>The hottest topics by language, "" for all.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<TopicHeat>> Hottest { get; } = new();

    /// <summary>The names for the channels above the feed, by language.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<string>> Channels { get; } = new();

    /// <summary>What the notes of a language are about, each topic in one word.</summary>
    public HashSet<string> TopicsIn(string language) => topics.GetOrAdd(language, l => [.. Candidates.Where(c => c.Language == l).SelectMany(c => c.Words)]);

    /// <summary>Everybody's order of a language; each reader's is merged from it (<see cref="RankDiscover"/>).</summary>
    public Ranking Ranked(string language) => rankings.GetOrAdd(language, l => Ranking.Of(Candidates, At, l));
}
