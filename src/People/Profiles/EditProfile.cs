using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

/// <summary>How one is called, looks and is found.</summary>
internal sealed class EditProfile(AppDb db, Screen screen, RateLimit limit)
{
    public sealed record Input
    {
        public string? Name { get; init; }
        public string? Bio { get; init; }
        public string? Region { get; init; }
        public string? City { get; init; }

        /// <summary>Id of a picture of one's own; empty takes the picture off.</summary>
        public string? Avatar { get; init; }
        public string? Cover { get; init; }
        public bool Discoverable { get; init; }
        public bool Indexable { get; init; }
        public bool ApproveFollowers { get; init; }
        public long? Version { get; init; }
    }

    public sealed record Output(string Handle, string Name, string Bio, string? Region, string? City, Id? Avatar, Id? Cover, bool Discoverable, bool Indexable, bool ApproveFollowers, long Version);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/account/profile", async Task<Ok<Output>> (Caller caller, EditProfile edit, HttpContext http) =>
        {
            var profile = await edit.Read(caller);
            http.Response.SetTag(profile.Version);
            return TypedResults.Ok(profile);
        }).WithName("getProfile").WithSummary("Your profile, to edit").WithTags("accounts");
        routes.MapPut("/api/v1/account/profile", async Task<Ok<Output>> (Input input, Caller caller, EditProfile edit, HttpContext http) =>
        {
            var profile = await edit.Run(caller, input, http.Request.RequireMatch);
            http.Response.SetTag(profile.Version);
            return TypedResults.Ok(profile);
        }).WithName("putProfile").WithSummary("Change your profile; with If-Match only from the version you read. Where approveFollowers is off, whoever waits to be let in is").WithTags("accounts");
    }

    public async Task<Output> Read(Caller caller)
    {
        var me = caller.Member;
        return Show(await db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == me) ?? throw Refusal.SignIn());
    }

    public async Task<Output> Run(Caller caller, Input input, Action<long>? match = null)
    {
        var me = caller.Require(Rights.Member).Member;
        var name = Plain.Line(input.Name, "name", Member.LongestName) ?? throw Refusal.Invalid("name", "name.missing");
        var bio = Plain.Lines(input.Bio, "bio", Member.LongestBio);
        var region = Regions.Parse(input.Region);
        var city = Plain.Line(input.City, "city", Member.LongestPlace);
        await screen.Require(caller, name, bio, city);
        await limit.Take("profile", caller.Member.ToString(), 60, TimeSpan.FromHours(1));
        return await db.Write(async () =>
        {
            await Pair.Lock(db, me); // whoever asks to follow at this moment is let in, or asked about already
            var member = await db.Set<Member>().SingleOrDefaultAsync(m => m.Id == me) ?? throw Refusal.SignIn();
            match?.Invoke(member.Version);
            if (input.Version is { } read && read != member.Version) throw Refusal.Changed();
            member.Introduce(name, bio, region, city);
            var (avatar, cover) = (await Own(me, input.Avatar, member.AvatarId, "avatar"), await Own(me, input.Cover, member.CoverId, "cover"));
            db.LetGo(member.AvatarId, avatar?.Id);
            db.LetGo(member.CoverId, cover?.Id);
            member.Wear(avatar?.Id);
            member.Hang(cover?.Id, cover?.Colour);
            if (!input.ApproveFollowers && await db.Set<Follow>().AnyAsync(f => f.FollowedId == me && f.State == FollowState.Asked)) db.Publish(new ApprovalEnded(me));
            member.Show(input.Discoverable, input.Indexable, input.ApproveFollowers);
            db.Publish(new ProfileChanged(me));
            await db.SaveChangesAsync();
            return Show(member);
        });
    }

    private async Task<Picture?> Own(long me, string? given, long? worn, string field)
    {
        if (string.IsNullOrWhiteSpace(given)) return null;
        if (!Id.TryParse(given, out var id)) throw Refusal.Invalid(field, "picture.unknown");
        var picture = await db.Set<Picture>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id.Value);
        // A picture already worn may stay, whoever uploaded it: the house did for people it brought.
        return picture is not null && (picture.OwnerId == me || picture.Id == worn) && picture.State == PictureState.Kept ? picture : throw Refusal.Invalid(field, "picture.unknown");
    }

    private static Output Show(Member m) =>
        new(m.Handle, m.Name, m.Bio, m.Region, m.City, m.AvatarId is { } a ? new Id(a) : null, m.CoverId is { } c ? new Id(c) : null, m.Discoverable, m.Indexable, m.ApproveFollowers, m.Version);
}
