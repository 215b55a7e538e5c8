using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>An operator says what a topic is about.</summary>
internal sealed class DescribeTopic(AppDb db)
{
    public const int Longest = 300;
    public sealed record Input(string? Description);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/api/v1/topics/{id}", async Task<NoContent> (Id id, Input input, Caller caller, DescribeTopic describe) => { await describe.Run(caller, id, input); return TypedResults.NoContent(); })
        .WithName("describeTopic").WithSummary("Say what a topic is about").WithTags("topics");

    public async Task Run(Caller caller, Id id, Input input)
    {
        caller.Require(Rights.Operate);
        var text = input.Description?.Trim() ?? "";
        if (text.Length > Longest) throw Refusal.Invalid("description", "topic.description", Longest);
        await db.Write(async () =>
        {
            var topic = await db.Set<Topic>().SingleOrDefaultAsync(t => t.Id == id.Value) ?? throw Refusal.Missing();
            topic.Description = text;
            Audit.Add(db, caller, "topic.describe", $"topic:{id}", null);
        });
    }
}
