using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Sessions;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Roles;

/// <summary>An operator makes somebody a moderator or an operator, or a plain member again. The last operator stays one.</summary>
public sealed class GiveRole
{
    private readonly AppDb db;
    private readonly SessionNews news;

    internal GiveRole(AppDb db, SessionNews news) => (this.db, this.news) = (db, news);

    /// <param name="Role">"member", "moderator" or "operator".</param>
    public sealed record Input(string? Role, string? Why);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/people/{person}/role", async Task<NoContent> (string person, Input input, Caller caller, GiveRole give) => { await give.Run(caller, person, input); return TypedResults.NoContent(); })
            .WithName("giveRole").WithSummary("Make somebody a moderator or operator, or a member again").WithTags("people");

    public async Task Run(Caller caller, string person, Input input)
    {
        caller.Require(Rights.Operate);
        if (!Enum.TryParse<Role>(input.Role, ignoreCase: true, out var role) || !Enum.IsDefined(role) || char.IsAsciiDigit(input.Role![0])) throw Refusal.Invalid("role", "role.unknown");
        var why = Plain.Line(input.Why, "why", 200);
        var id = await Pair.Find(db, person);
        await db.Write(async () =>
        {
            if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(7, 1000)"); // two operators who demote each other take turns
            var member = await db.Set<Member>().SingleAsync(m => m.Id == id);
            if (member.Role == role) return;
            if (member.Role == Role.Operator && await db.Set<Member>().CountAsync(m => m.Role == Role.Operator) == 1) throw new Refusal("role.last_operator");
            Audit.Add(db, caller, "role.give", $"member:{new Id(id)}", $"{member.Role} → {role}{(why is null ? "" : ": " + why)}");
            member.Serve(role);
        });
        await news.MemberChanged(id);
    }
}
