using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Passkeys;

/// <summary>Lists one's passkeys and removes one, but never the last way in.</summary>
internal sealed class KeepPasskeys(AppDb db)
{
    public sealed record Row(Id Id, string Name, Instant Added, Instant? Used);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/passkeys").WithTags("passkeys");
        group.MapGet("", async (Caller caller, KeepPasskeys keep) => TypedResults.Ok(await keep.List(caller))).WithName("listPasskeys").WithSummary("Your passkeys");
        group.MapDelete("/{id}", async Task<NoContent> (Id id, Caller caller, KeepPasskeys keep) => { await keep.Remove(caller, id); return TypedResults.NoContent(); }).WithName("removePasskey").WithSummary("Remove a passkey");
    }

    public async Task<IReadOnlyList<Row>> List(Caller caller)
    {
        var me = caller.Member;
        return await db.Set<Passkey>().AsNoTracking().Where(p => p.MemberId == me).OrderBy(p => p.Id).Take(Passkey.MostPerMember).Select(p => new Row(p.Id, p.Name, p.Added, p.Used)).ToListAsync();
    }

    public async Task Remove(Caller caller, long id)
    {
        var me = caller.Member;
        await db.Write(async () =>
        {
            // Touching the member's row makes two removals take turns, so that they cannot take both last keys.
            await db.Set<Member>().Where(m => m.Id == me).ExecuteUpdateAsync(s => s.SetProperty(m => m.Version, m => m.Version + 1));
            var passkey = await db.Set<Passkey>().SingleOrDefaultAsync(p => p.Id == id && p.MemberId == me) ?? throw Refusal.Missing();
            var others = await db.Set<Passkey>().AnyAsync(p => p.MemberId == me && p.Id != id);
            if (!others && !await db.Set<Member>().AnyAsync(m => m.Id == me && m.PasswordHash != null)) throw new Refusal("passkey.last");
            db.Remove(passkey);
        });
    }
}
