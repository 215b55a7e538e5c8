using System.Collections.Frozen;
using Microsoft.OpenApi;

namespace Kaki.Host.Machines;

/// <summary>What may be called without a session; a test holds it against the doors that were found open. All the rest needs one.</summary>
internal static class OpenOperations
{
    private static readonly FrozenSet<string> Names =
    [
        "addPasskey", "askReset", "discoverFeed", "getPerson", "getProduct", "getShop", "hotSearches", "hotTopics", "listCategories", "listCollectionNotes", "listComments", "listFollowers", "listFollowing",
        "listGoods", "listInterests", "listPersonCollections", "listPersonNotes", "listPrices", "listProductNotes", "listReplies", "listReviewHistory", "listReviews", "listStickers", "listTopicNotes", "nearbyCities",
        "nearbyFeed", "passkeyOptions", "passkeySignInOptions", "readCollection", "readComment", "readNote", "readNoteHistory", "readReview", "readTopic", "receivePaymentWebhook", "reportActivity", "resetPassword",
        "search", "signIn", "signInByPasskey", "signUp", "suggestGoods", "suggestPeople", "suggestSearch", "suggestTopics",
    ];

    // With a session what is open answers as its member sees it: there it is a choice.
    public static void Tell(OpenApiDocument document)
    {
        var session = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", document)] = [] };
        foreach (var operation in document.Paths.Values.SelectMany(p => p.Operations?.Values.AsEnumerable() ?? []))
            operation.Security = operation.OperationId is { } name && Names.Contains(name) ? [new OpenApiSecurityRequirement(), session] : [session];
    }
}
