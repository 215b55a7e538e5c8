using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Learning.Text;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Trust.Screening;

/// <summary>An operator adds, changes and removes the terms of the word screen.</summary>
public sealed class EditTerms
{
    private const int Most = 20_000;
    private readonly AppDb db;
    private readonly TermList list;
    private readonly TimeProvider clock;

    internal EditTerms(AppDb db, TermList list, TimeProvider clock) => (this.db, this.list, this.clock) = (db, list, clock);

    public sealed record Row(Id Id, string Text, TermAction Action, string Innocent);
    public sealed record Input(string Text, TermAction Action, string? Innocent);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/terms").WithTags("trust");
        group.MapGet("", async (Caller caller, EditTerms terms) => TypedResults.Ok(await terms.List(caller))).WithName("listTerms").WithSummary("The terms of the word screen");
        group.MapPut("", async (Input input, Caller caller, EditTerms terms) => TypedResults.Ok(await terms.Put(caller, input))).WithName("putTerm").WithSummary("Add a term or change what it does");
        group.MapDelete("/{id}", async Task<NoContent> (Id id, Caller caller, EditTerms terms) => { await terms.Remove(caller, id); return TypedResults.NoContent(); }).WithName("removeTerm").WithSummary("Remove a term");
    }

    public async Task<IReadOnlyList<Row>> List(Caller caller)
    {
        caller.Require(Rights.Moderate);
        return await db.Set<Term>().OrderBy(t => t.Text).Take(Most).Select(t => new Row(t.Id, t.Text, t.Action, t.Innocent)).ToListAsync();
    }

    public async Task<Row> Put(Caller caller, Input input)
    {
        caller.Require(Rights.Operate);
        var text = input.Text?.Trim() ?? "";
        if (text.Length is 0 or > Term.Longest || !TermMatcher.Takes(text)) throw Refusal.Invalid("text", "terms.length", Term.Longest);
        if (input.Innocent is { Length: > 2000 }) throw Refusal.Invalid("innocent", "terms.innocent_length");
        var row = await db.Write(async () =>
        {
            if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(7, 3000)"); // two who put one term take turns
            var term = await db.Set<Term>().SingleOrDefaultAsync(t => t.Text == text);
            if (term is null)
            {
                if (await db.Set<Term>().CountAsync() >= Most) throw new Refusal("terms.too_many", 422, Most);
                term = new Term { Id = db.NextId(), Text = text, Added = Instant.Now(clock) };
                db.Add(term);
            }
            term.Action = input.Action;
            term.Innocent = input.Innocent?.Trim() ?? "";
            Audit.Add(db, caller, "term.put", $"term:{text}", input.Action.ToString());
            return new Row(term.Id, term.Text, term.Action, term.Innocent);
        });
        list.Expire();
        return row;
    }

    public async Task Remove(Caller caller, Id id)
    {
        caller.Require(Rights.Operate);
        await db.Write(async () =>
        {
            var term = await db.Set<Term>().SingleOrDefaultAsync(t => t.Id == id.Value) ?? throw Refusal.Missing();
            db.Remove(term);
            Audit.Add(db, caller, "term.remove", $"term:{term.Text}", null);
        });
        list.Expire();
    }
}
