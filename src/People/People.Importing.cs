using Kaki.Kernel;

namespace Kaki.People;

/// <summary>Somebody to be brought in. <paramref name="Role"/>: member, moderator or operator. Without a password they only sign in once an operator lets them reset it.</summary>
public sealed record PersonToBring(string Handle, string Name, string Language, string Bio, string? Region, string? City, IReadOnlyList<string> Interests, string Role, string? Password, Instant Joined);
