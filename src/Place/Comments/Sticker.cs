using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Comments;

/// <summary>A drawing of the house's own that may stand in a comment. Kept as its code, drawn by the Host, named in the reader's language.</summary>
internal sealed record Sticker(string Code, string Alt, string Url)
{
    public const int LongestCode = 20;

    public static IEnumerable<Sticker> All(Words words) => Stickers.Codes.Select(c => Of(c, words));

    public static Sticker Of(string code, Words words) => new(code, words[$"sticker.{code}"], Stickers.UrlOf(code));

    /// <returns>Null where none is asked for.</returns>
    /// <exception cref="Refusal">There is no such sticker.</exception>
    public static string? Checked(string? code) =>
        string.IsNullOrEmpty(code) ? null : Stickers.Codes.Contains(code) ? code : throw Refusal.Invalid("sticker", "comment.sticker");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/stickers", (Words words) => TypedResults.Ok(new Page<Sticker>([.. All(words)], null)))
        .WithName("listStickers").WithSummary("The stickers a comment may hold").WithTags("comments");
}
