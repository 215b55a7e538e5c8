using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>Whether one's acts are journalled under one's name, and the language letters are written in.</summary>
internal sealed class Preferences(AppDb db, SessionNews news)
{
    public sealed record Input(bool? JournalConsent, string? Language);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/account/preferences", async Task<NoContent> (Input input, Caller caller, Preferences preferences) => { await preferences.Run(caller, input); return TypedResults.NoContent(); })
            .WithName("putPreferences").WithSummary("Consent to the journal, and the language of letters").WithTags("accounts");

    public async Task Run(Caller caller, Input input)
    {
        var me = caller.Member;
        await db.Write(async () =>
        {
            var member = await db.Set<Member>().SingleAsync(m => m.Id == me);
            if (input.JournalConsent is { } consent) member.Consent(consent);
            if (input.Language is { } language) member.Speak(language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN" : "en");
        });
        await news.MemberChanged(me);
    }
}
