namespace Kaki.Tests.Harness;

internal enum Who { Guest, Reader, Writer, Seller, Operator }

/// <param name="Route">As the page declares it.</param>
/// <param name="Path">Where it is in the town.</param>
/// <param name="With">What is there to see, where one route shows several things.</param>
internal sealed record SitePage(string Route, Who Who, Func<Town, string> Path, string? With = null)
{
    public SitePage(string route, Who who) : this(route, who, _ => route) { }

    public override string ToString() => $"{Route} ({(With is null ? "" : With + ", ")}{Who.ToString().ToLowerInvariant()})";
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
        new("/search", Who.Reader, _ => "/search?q=camp", "found"),
        new("/search", Who.Guest, _ => "/search?q=xyzzyplugh", "nothing found"),
        new("/topics", Who.Guest),
        new("/topics/{name}", Who.Guest, _ => "/topics/camping"),
        new("/notes/{id}", Who.Guest, t => $"/notes/{t.Note}"),
        new("/notes/{id}", Who.Reader, t => $"/notes/{t.Note}"),
        new("/notes/{id}", Who.Writer, t => $"/notes/{t.Note}"),
        new("/notes/{id}/history", Who.Guest, t => $"/notes/{t.Note}/history"),
        new("/notes/{id}/comments", Who.Reader, t => $"/notes/{t.Note}/comments"),
        new("/notes/{id}/comments/{root}/replies", Who.Reader, t => $"/notes/{t.Note}/comments/{t.Life.Thread}/replies"),
        new("/notes/{id}/report", Who.Reader, t => $"/notes/{t.Note}/report"),
        new("/notes/{id}/report", Who.Reader, t => $"/notes/{t.Note}/report?sent=true", "reported"),
        new("/comments/{id}/report", Who.Reader, t => $"/comments/{t.Life.Comment}/report"),
        new("/comments/{id}/take-down", Who.Operator, t => $"/comments/{t.Life.Thread}/take-down"),
        new("/comments/{id}/edit", Who.Writer, t => $"/comments/{t.Life.Comment}/edit"),
        new("/notes/{id}/collect", Who.Reader, t => $"/notes/{t.Note}/collect"),
        new("/notes/{id}/edit", Who.Writer, t => $"/notes/{t.Note}/edit"),
        new("/publish", Who.Writer),
        new("/publish/{id}", Who.Writer, t => $"/publish/{t.Life.Draft}"),
        new("/drafts", Who.Writer),
        new("/@{handle}", Who.Guest, _ => $"/@{Town.Writer}"),
        new("/@{handle}", Who.Writer, _ => $"/@{Town.Writer}"),
        new("/@{handle}", Who.Writer, _ => $"/@{Town.Writer}?tab=saved", "saved"),
        new("/@{handle}/collections", Who.Writer, _ => $"/@{Town.Writer}/collections"),
        new("/collections/{id}", Who.Guest, t => $"/collections/{t.Life.Collection}"),
        new("/collections/{id}", Who.Writer, t => $"/collections/{t.Life.Collection}"),
        new("/people/{handle}/{side:regex(^(followers|following)$)}", Who.Reader, _ => $"/people/{Town.Writer}/followers"),
        new("/me", Who.Reader),
        new("/me", Who.Seller),
        new("/me/comments", Who.Writer),
        new("/notices", Who.Writer),
        new("/goods", Who.Guest),
        new("/goods/{id}", Who.Guest, t => $"/goods/{t.Product}"),
        new("/goods/{id}", Who.Reader, t => $"/goods/{t.Product}"),
        new("/goods/{id}/reviews", Who.Guest, t => $"/goods/{t.Product}/reviews"),
        new("/reviews/{id}", Who.Guest, t => $"/reviews/{t.Life.Review}"),
        new("/shops/{slug}", Who.Guest, _ => $"/shops/{Town.Shop}"),
        new("/cart", Who.Reader),
        new("/cart", Who.Writer, _ => "/cart", "empty"),
        new("/checkout", Who.Reader),
        new("/orders", Who.Reader),
        new("/orders", Who.Writer, _ => "/orders", "none"),
        new("/orders/{id}", Who.Reader, t => $"/orders/{t.Life.Unpaid}", "unpaid"),
        new("/orders/{id}", Who.Reader, t => $"/orders/{t.Life.Paid}", "paid"),
        new("/orders/{id}", Who.Reader, t => $"/orders/{t.Life.Shipped}", "shipped"),
        new("/orders/{id}", Who.Reader, t => $"/orders/{t.Life.Reviewed}", "reviewed"),
        new("/orders/{id}/review", Who.Reader, t => $"/orders/{t.Life.Received}/review"),
        new("/sandbox-pay/{id}", Who.Reader, t => t.Life.PayUrl),
        new("/addresses", Who.Reader),
        new("/sign-in", Who.Guest),
        new("/sign-up", Who.Guest),
        new("/sign-out", Who.Reader),
        new("/reset", Who.Guest),
        new("/reset/{token}", Who.Guest, t => $"/reset/{t.Life.ResetSecret}"),
        new("/confirm/{token}", Who.Writer, t => $"/confirm/{t.Life.ConfirmSecret}"),
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
        new("/office/none", Who.Reader),
        new("/office/goods", Who.Seller),
        new("/office/goods/new", Who.Seller),
        new("/office/goods/{id}", Who.Seller, t => $"/office/goods/{t.Product}"),
        new("/office/orders/{id?}", Who.Seller, _ => "/office/orders"),
        new("/office/orders/{id?}", Who.Seller, t => $"/office/orders/{t.Life.PaidPart}", "paid"),
        new("/office/reviews", Who.Seller),
        new("/office/shipping", Who.Seller),
        new("/office/shop", Who.Seller),
        new("/office/staff", Who.Seller),
        new("/office/stock", Who.Seller),
        new("/office/stock/{id}", Who.Seller, t => $"/office/stock/{t.Life.Sku}"),
        new("/console", Who.Operator),
        new("/console/audit", Who.Operator),
        new("/console/categories", Who.Operator),
        new("/console/categories/{slug}", Who.Operator, _ => "/console/categories/camp"),
        new("/console/comments", Who.Operator),
        new("/console/events", Who.Operator),
        new("/console/health", Who.Operator),
        new("/console/notes", Who.Operator),
        new("/console/orders", Who.Operator),
        new("/console/orders/{id}", Who.Operator, t => $"/console/orders/{t.Life.Paid}"),
        new("/console/people", Who.Operator),
        new("/console/people/{Handle}", Who.Operator, _ => $"/console/people/{Town.Writer}"),
        new("/console/reviews", Who.Operator),
        new("/console/shops", Who.Operator),
        new("/console/today", Who.Operator),
        new("/console/words", Who.Operator),
    ];

    /// <summary>Answers, not places: shown where the house says no.</summary>
    public static readonly string[] Elsewhere = ["/refused", "/sure"];
}
