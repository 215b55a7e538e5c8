namespace Kaki.Tests.Host.Http;

/// <summary>Whoever comes to a door, each with what they have that the others lack.</summary>
internal enum Person { Visitor, Member, Keeper, Clerk, Moderator }

/// <summary>
/// The doors that are open to more than those whose thing it is or who serve the house, each with the reason. A door that is not here must refuse;
/// whoever opens one writes it down, and thinks of who comes.
/// </summary>
internal static class OpenDoors
{
    private static readonly Person[] Members = [Person.Member, Person.Keeper, Person.Clerk, Person.Moderator], Everybody = [Person.Visitor, .. Members];

    private static readonly (Person[] Who, string Why, string Doors)[] All =
    [
        (Everybody, "What all may read", """
            GET / /@{handle} /@{handle}/collections /@{handle}/feed.atom /@{handle}/feed.rss /about /collections/{id} /following /goods /goods/{id} /goods/{id}/reviews
            GET /reviews/{id} /nearby /notes/{id} /notes/{id}/comments /notes/{id}/comments/{root}/replies /notes/{id}/history /people/{handle}/{side:regex(^(followers|following)$)}
            GET /comments/{id} /search /shops/{slug} /topics /topics/{name} /topics/{name}/feed.atom /topics/{name}/feed.rss
            GET /api/v1/categories /api/v1/collections/{id} /api/v1/collections/{id}/notes /api/v1/comments/{id} /api/v1/comments/{id}/replies /api/v1/feed/discover /api/v1/feed/nearby /api/v1/feed/nearby/cities /api/v1/goods /api/v1/goods/suggest /api/v1/goods/{id} /api/v1/goods/{id}/notes /api/v1/goods/{id}/prices
            GET /api/v1/goods/{id}/reviews /api/v1/interests /api/v1/notes/{id} /api/v1/notes/{id}/comments /api/v1/people/suggest /api/v1/people/{handle} /api/v1/people/{handle}/followers /api/v1/people/{handle}/notes /api/v1/people/{handle}/collections
            GET /api/v1/people/{handle}/following /api/v1/reviews/{id} /api/v1/reviews/{id}/history /api/v1/search /api/v1/search/hot /api/v1/search/suggest /api/v1/shops/{slug} /api/v1/stickers
            GET /api/v1/notes/{id}/history /api/v1/topics /api/v1/topics/suggest /api/v1/topics/{name} /api/v1/topics/{name}/notes /media/{id}/{name} /faces/{number:int:range(0,95)}.svg /stickers/{code}.svg
            HEAD /media/{id}/{name}
            """),
        (Everybody, "What machines read: nothing in it is anybody's", "GET /health/live /health/ready /metrics /openapi/{documentName:regex(^v1$)}.json /robots.txt /sitemap.xml /sitemap/{part}/{number:int}.xml"),
        (Everybody, "The ways in and out", """
            GET /sign-in /sign-out /sign-up /reset
            POST /sign-in /sign-out /sign-up /reset /api/v1/accounts /api/v1/sessions /api/v1/sessions/passkey /api/v1/sessions/passkey/options /api/v1/passkeys /api/v1/passkeys/options /api/v1/password-resets
            """),
        (Everybody, "Who comes by these shows a secret or a signature instead", """
            GET /confirm/{token} /reset/{token}
            POST /confirm/{token} /reset/{token} /api/v1/payments/{provider}/webhook
            PUT /api/v1/password-resets
            """),
        (Everybody, "Nobody's rows: a cookie, the page that asks whether one is sure, acts told without a name", """
            GET /sure
            POST /language /noai /theme /sure /api/v1/activity
            """),
        (Members, "Their own, whoever asks; a draft begins under any id nobody has", """
            GET /addresses /cart /checkout /drafts /me /me/comments /notices /office/none /orders /publish /publish/{id} /welcome
            GET /settings /settings/interests /settings/notices /settings/people /settings/privacy /settings/profile /settings/security
            POST /@{handle}/collections /addresses /cart/lines /cart/pick /checkout /checkout/now /drafts /me/comments /notices/read /welcome
            POST /settings/interests /settings/notices /settings/privacy /settings/profile /settings/security?handler=Email /settings/security?handler=Others /settings/security?handler=Passkey
            POST /settings/security?handler=Password /settings/security?handler=Session
            GET /api/v1/account /api/v1/account/blocked /api/v1/account/interests /api/v1/account/muted /api/v1/account/notices /api/v1/account/profile /api/v1/account/requests /api/v1/account/saved /api/v1/account/topics /api/v1/addresses
            GET /api/v1/cart /api/v1/collections /api/v1/comment-words /api/v1/comments/held /api/v1/drafts /api/v1/feed/following /api/v1/notices /api/v1/notices/unread /api/v1/orders
            GET /api/v1/passkeys /api/v1/sessions
            POST /api/v1/addresses /api/v1/cart/lines /api/v1/collections /api/v1/drafts /api/v1/notes /api/v1/orders /api/v1/pictures
            PUT /api/v1/account/email /api/v1/account/interests /api/v1/account/notices /api/v1/account/password /api/v1/account/preferences /api/v1/account/profile
            PUT /api/v1/cart/picked /api/v1/comment-words /api/v1/notices/read
            DELETE /api/v1/sessions /api/v1/sessions/current
            """),
        (Members, "Said by one member of what all may see, or to another", """
            GET /comments/{id}/report /notes/{id}/collect /notes/{id}/report
            POST /comments/{id}/like /comments/{id}/report /notes/{id}/collect /notes/{id}/comments /notes/{id}/like /notes/{id}/report /notes/{id}/save /reviews/{id}/helpful /reviews/{id}/report /topics/{id}/follow
            POST /people/{person}/block /people/{person}/follow /people/{person}/mute /people/{person}/remove /people/{person}/unblock /people/{person}/unmute
            POST /api/v1/notes/{id}/comments /api/v1/reviews/{id}/reports
            PUT /api/v1/comments/{id}/like /api/v1/comments/{id}/report /api/v1/notes/{id}/like /api/v1/notes/{id}/report /api/v1/notes/{id}/save /api/v1/reviews/{id}/helpful /api/v1/topics/{id}/follow
            PUT /api/v1/people/{person}/block /api/v1/people/{person}/follow /api/v1/people/{person}/mute
            DELETE /api/v1/comments/{id}/like /api/v1/notes/{id}/like /api/v1/notes/{id}/save /api/v1/reviews/{id}/helpful /api/v1/topics/{id}/follow
            DELETE /api/v1/people/{person}/block /api/v1/people/{person}/follow /api/v1/people/{person}/mute /api/v1/followers/{person}
            """),
        ([Person.Keeper, Person.Clerk], "The shop one works in, whichever it is", """
            GET /office /office/goods /office/goods.csv /office/goods/new /office/orders.csv /office/reviews /office/shipping /office/shop /office/staff /office/stock
            POST /office/goods /office/goods/new /office/reviews
            GET /api/v1/office/goods /api/v1/office/goods.csv /api/v1/office/orders /api/v1/office/shipping /api/v1/office/shop /api/v1/office/staff /api/v1/office/stock
            POST /api/v1/office/goods
            """),
        ([Person.Keeper], "The shop one owns", """
            POST /office/shipping /office/shop /office/staff
            PUT /api/v1/office/shipping /api/v1/office/shop /api/v1/office/staff/{handle}
            DELETE /api/v1/office/staff/{handle}
            """),
        ([Person.Clerk], "The things of the shop one helps in", """
            GET /orders/{id} /office/goods/{id} /office/orders/{id?} /office/stock/{id} /api/v1/office/orders/{id} /api/v1/office/stock/{skuId}/movements
            POST /office/goods/{id} /office/orders/{id?}?handler=Cancel /office/orders/{id?}?handler=Reveal /office/orders/{id?}?handler=Ship /office/stock/{id}
            POST /api/v1/office/goods/sale /api/v1/office/orders/{id}/cancel /api/v1/office/orders/{id}/parcels /api/v1/office/orders/{id}/reveal /api/v1/office/stock/{skuId}
            PUT /api/v1/office/goods/{id} /api/v1/office/reviews/{id}/reply
            """),
        ([Person.Moderator], "What moderators are for", """
            GET /comments/{id}/take-down /console /console/comments /console/notes /console/people /console/people/{Handle} /console/reviews /console/words
            GET /api/v1/console/people /api/v1/moderation/comments /api/v1/moderation/notes /api/v1/moderation/reviews /api/v1/people/{person}/file /api/v1/terms
            POST /comments/{id}/approve /comments/{id}/take-down /console/comments /console/notes /console/reviews
            POST /api/v1/comments/{id}/moderation /api/v1/notes/{id}/moderation /api/v1/reviews/{id}/moderation
            PUT /api/v1/comments/{id}/approval
            """),
    ];

    private static readonly ILookup<Person, string> ByPerson = (from open in All from who in open.Who from door in Listed(open.Doors) select (who, door)).ToLookup(o => o.who, o => o.door);

    public static IEnumerable<string> To(Person who) => ByPerson[who];

    // A line is a method and the routes it opens.
    private static IEnumerable<string> Listed(string doors) =>
        from line in doors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        from route in words[1..]
        select $"{words[0]} {route}";
}
