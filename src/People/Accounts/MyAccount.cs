using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>One's own account as only oneself sees it.</summary>
internal sealed class MyAccount(AppDb db)
{
    public sealed record Output(Id Id, string Handle, string Name, string Role, string? Email, bool EmailConfirmed, bool HasPassword, string Language, bool JournalConsent, Instant Joined);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/account", async (Caller caller, MyAccount account) => TypedResults.Ok(await account.Run(caller)))
            .WithName("getAccount").WithSummary("Your own account").WithTags("accounts");
    }

    public async Task<Output> Run(Caller caller)
    {
        var id = caller.Member;
        var m = await db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) ?? throw Refusal.SignIn();
        return new(m.Id, m.Handle, m.Name, m.Role.ToString().ToLowerInvariant(), m.Email, m.EmailConfirmed, m.PasswordHash is not null, m.Language, m.JournalConsent, m.Joined);
    }
}
