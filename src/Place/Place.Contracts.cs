using Kaki.Kernel.Outbox;

namespace Kaki.Place;

/// <summary>A note can be read by those it is meant for.</summary>
public sealed record NotePublished(long NoteId, long AuthorId) : IEvent { public string Key => NoteId.ToString(); }

public sealed record NoteEdited(long NoteId, long AuthorId) : IEvent { public string Key => NoteId.ToString(); }

/// <summary>Deleted by its author, or taken down; <paramref name="ByHouse"/> tells which.</summary>
public sealed record NoteGone(long NoteId, long AuthorId, bool ByHouse) : IEvent { public string Key => NoteId.ToString(); }

public sealed record NoteRestored(long NoteId, long AuthorId) : IEvent { public string Key => NoteId.ToString(); }
