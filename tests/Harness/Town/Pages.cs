namespace Kaki.Tests.Harness;

internal enum Who { Guest, Reader, Writer, Seller, Operator }

/// <param name="Route">As the page declares it.</param>
/// <param name="Path">Where it is in the town.</param>
internal sealed record SitePage(string Route, Who Who, Func<Town, string> Path)
{
    public override string ToString() => $"{Route} ({Who.ToString().ToLowerInvariant()})";
}

/// <summary>Every page a person can walk to. axe, the pictures, the counting of queries and the test that nothing is missing here share it.</summary>
internal static class Pages
{
    public static readonly SitePage[] All =
    [
        new("/", Who.Guest, _ => "/"),
        new("/", Who.Reader, _ => "/"),
        new("/following", Who.Guest, _ => "/following"),
        new("/following", Who.Reader, _ => "/following"),
        new("/nearby", Who.Reader, _ => "/nearby?city=%E6%9D%AD%E5%B7%9E"),
        new("/notes/{id}", Who.Guest, t => $"/notes/{t.Note}"),
        new("/notes/{id}", Who.Reader, t => $"/notes/{t.Note}"),
        new("/notes/{id}", Who.Writer, t => $"/notes/{t.Note}"),
        new("/notes/{id}/history", Who.Guest, t => $"/notes/{t.Note}/history"),
        new("/notes/{id}/edit", Who.Writer, t => $"/notes/{t.Note}/edit"),
        new("/publish", Who.Writer, _ => "/publish"),
        new("/drafts", Who.Writer, _ => "/drafts"),
        new("/about", Who.Guest, _ => "/about"),
    ];

    /// <summary>Pages nobody walks to by an address that lasts: answers to a step, or addresses with a secret.</summary>
    public static readonly string[] Elsewhere = ["/refused", "/publish/{id}"];
}
