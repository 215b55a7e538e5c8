namespace Kaki.Tests.Harness;

internal enum Who { Guest, Reader, Writer, Seller, Operator }

/// <param name="Route">As the page declares it.</param>
/// <param name="Path">Where it is in the town.</param>
internal sealed record SitePage(string Route, Who Who, Func<Town, string> Path)
{
    public SitePage(string route, Who who) : this(route, who, _ => route) { }

    public override string ToString() => $"{Route} ({Who.ToString().ToLowerInvariant()})";
}

/// <summary>Every page a person can walk to. axe, the pictures, the counting of queries and the test that nothing is missing here share it.</summary>
internal static class Pages
{
    public static readonly SitePage[] All =
    [
        new("/", Who.Guest),
        new("/", Who.Reader),
        new("/following", Who.Guest),
        new("/following", Who.Reader),
        new("/nearby", Who.Reader, _ => "/nearby?city=%E6%9D%AD%E5%B7%9E"),
        new("/search", Who.Guest),
        new("/search", Who.Reader, _ => "/search?q=camp"),
        new("/topics", Who.Guest),
        new("/topics/{name}", Who.Guest, _ => "/topics/camping"),
        new("/notes/{id}", Who.Guest, t => $"/notes/{t.Note}"),
        new("/notes/{id}", Who.Reader, t => $"/notes/{t.Note}"),
        new("/notes/{id}", Who.Writer, t => $"/notes/{t.Note}"),
        new("/notes/{id}/history", Who.Guest, t => $"/notes/{t.Note}/history"),
        new("/notes/{id}/comments", Who.Reader, t => $"/notes/{t.Note}/comments"),
        new("/notes/{id}/edit", Who.Writer, t => $"/notes/{t.Note}/edit"),
        new("/publish", Who.Writer),
        new("/drafts", Who.Writer),
        new("/@{handle}", Who.Guest, _ => $"/@{Town.Writer}"),
        new("/@{handle}", Who.Writer, _ => $"/@{Town.Writer}"),
        new("/@{handle}/collections", Who.Writer, _ => $"/@{Town.Writer}/collections"),
        new("/people/{handle}/{side:regex(^(followers|following)$)}", Who.Reader, _ => $"/people/{Town.Writer}/followers"),
        new("/me/comments", Who.Writer),
        new("/notices", Who.Writer),
        new("/goods", Who.Guest),
        new("/goods/{id}", Who.Guest, t => $"/goods/{t.Product}"),
        new("/goods/{id}", Who.Reader, t => $"/goods/{t.Product}"),
        new("/goods/{id}/reviews", Who.Guest, t => $"/goods/{t.Product}/reviews"),
        new("/shops/{slug}", Who.Guest, _ => $"/shops/{Town.Shop}"),
        new("/cart", Who.Reader),
        new("/orders", Who.Reader),
        new("/addresses", Who.Reader),
        new("/sign-in", Who.Guest),
        new("/sign-up", Who.Guest),
        new("/sign-out", Who.Reader),
        new("/reset", Who.Guest),
        new("/welcome", Who.Reader),
        new("/settings", Who.Reader),
        new("/settings/profile", Who.Writer),
        new("/settings/interests", Who.Reader),
        new("/settings/notices", Who.Reader),
        new("/settings/people", Who.Reader),
        new("/settings/privacy", Who.Reader),
        new("/settings/security", Who.Reader),
        new("/about", Who.Guest),
        new("/office", Who.Seller),
        new("/office/goods", Who.Seller),
        new("/office/goods/new", Who.Seller),
        new("/office/goods/{id}", Who.Seller, t => $"/office/goods/{t.Product}"),
        new("/office/orders/{id?}", Who.Seller, _ => "/office/orders"),
        new("/office/reviews", Who.Seller),
        new("/office/shipping", Who.Seller),
        new("/office/shop", Who.Seller),
        new("/office/staff", Who.Seller),
        new("/office/stock", Who.Seller),
        new("/console", Who.Operator),
        new("/console/audit", Who.Operator),
        new("/console/events", Who.Operator),
        new("/console/health", Who.Operator),
        new("/console/orders", Who.Operator),
        new("/console/words", Who.Operator),
    ];

    /// <summary>Pages nobody walks to by an address that lasts: steps of a purchase (the whole loop walks them), answers, addresses with a secret.</summary>
    public static readonly string[] Elsewhere =
    [
        "/refused", "/me", "/publish/{id}", "/comments/{id}/edit", "/notes/{id}/comments/{root}/replies", "/collections/{id}", "/confirm/{token}", "/reset/{token}",
        "/checkout", "/orders/{id}", "/orders/{id}/review", "/sandbox-pay/{id}", "/office/stock/{id}", "/console/orders/{id}",
    ];
}
