using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Interests;

/// <summary>One thing a member likes to hear about: the key of an offered tag, or a word of their own.</summary>
internal sealed class Interest
{
    public const int Longest = 30;

    public long MemberId { get; init; }
    public required string Tag { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Interest>(e =>
    {
        e.ToTable("people_interests");
        e.HasKey(i => new { i.MemberId, i.Tag });
        e.Property(i => i.Tag).HasMaxLength(Longest);
        e.HasIndex(i => i.Tag);
        e.HasOne<Member>().WithMany().HasForeignKey(i => i.MemberId).OnDelete(DeleteBehavior.Cascade);
    });
}

/// <summary>Says what one likes to hear about; the list given replaces the one before.</summary>
internal sealed class PickInterests(AppDb db, Screen screen, RateLimit limit)
{
    public const int Most = 30;

    public sealed record Input(IReadOnlyList<string>? Interests);
    public sealed record Row(string Key, string Name);
    public sealed record GroupRow(string Key, string Name, IReadOnlyList<Row> Tags);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/interests", () => TypedResults.Ok(new Page<GroupRow>([.. InterestList.Groups.Select(g => new GroupRow(g.Key, g.Name, [.. g.Tags.Select(t => new Row(t.Key, t.Name))]))], null)))
            .WithName("listInterests").WithSummary("The interests to pick from").WithTags("interests");
        routes.MapGet("/api/v1/account/interests", async (Caller caller, PickInterests pick) => TypedResults.Ok(new Page<Row>(await pick.Mine(caller), null)))
            .WithName("getInterests").WithSummary("Your interests").WithTags("interests");
        routes.MapPut("/api/v1/account/interests", async (Input input, Caller caller, PickInterests pick) => TypedResults.Ok(new Page<Row>(await pick.Run(caller, input.Interests ?? []), null)))
            .WithName("putInterests").WithSummary("Replace your interests").WithTags("interests");
    }

    public async Task<IReadOnlyList<Row>> Mine(Caller caller)
    {
        var me = caller.Member;
        var tags = await db.Set<Interest>().Where(i => i.MemberId == me).OrderBy(i => i.Tag).Select(i => i.Tag).ToListAsync();
        return [.. tags.Select(t => new Row(t, InterestList.NameOf(t)))];
    }

    public async Task<IReadOnlyList<Row>> Run(Caller caller, IReadOnlyList<string> written)
    {
        var me = caller.Require(Rights.Member).Member;
        await limit.Take("interests", me.ToString(), 60, TimeSpan.FromHours(1));
        var tags = Parse(written);
        await screen.Require(caller, [.. tags.Where(t => InterestList.Find(t) is null)]);
        await db.Write(async () =>
        {
            // Holds the member's row, so that two saves of one person take turns.
            await db.Set<Member>().Where(m => m.Id == me).ExecuteUpdateAsync(s => s.SetProperty(m => m.Version, m => m.Version + 1));
            await db.Set<Interest>().Where(i => i.MemberId == me).ExecuteDeleteAsync();
            db.AddRange(tags.Select(t => new Interest { MemberId = me, Tag = t }));
            db.Publish(new ProfileChanged(me));
        });
        return [.. tags.Order(StringComparer.Ordinal).Select(t => new Row(t, InterestList.NameOf(t)))];
    }

    internal static List<string> Parse(IReadOnlyList<string> written)
    {
        if (written.Count > Most * 2) throw Refusal.Invalid("interests", "interests.too_many", Most);
        var tags = written.Select(w => Plain.Line(w, "interests", Interest.Longest)).OfType<string>().Select(InterestList.KeyOf).Where(t => t.Length > 0).Distinct().ToList();
        return tags.Count <= Most ? tags : throw Refusal.Invalid("interests", "interests.too_many", Most);
    }
}
