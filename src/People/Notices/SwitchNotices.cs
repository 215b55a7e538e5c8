using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>Which kinds one is told of, on the site and in the daily letter.</summary>
internal sealed class SwitchNotices(AppDb db)
{
    public sealed record Row(NoticeKind Kind, bool Site, bool Mail);
    public sealed record Input(IReadOnlyList<Row>? Switches);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/account/notices", async (Caller caller, SwitchNotices switches) => TypedResults.Ok(await switches.Read(caller))).WithName("getNoticeSwitches").WithSummary("Which notices you get, and where").WithTags("notices");
        routes.MapPut("/api/v1/account/notices", async (Input input, Caller caller, SwitchNotices switches) => TypedResults.Ok(await switches.Run(caller, input))).WithName("putNoticeSwitches").WithSummary("Change which notices you get; kinds left out stay as they are").WithTags("notices");
    }

    public async Task<IReadOnlyList<Row>> Read(Caller caller)
    {
        var me = caller.Member;
        var set = await db.Set<NoticeSwitch>().AsNoTracking().Where(s => s.MemberId == me).ToDictionaryAsync(s => (s.Kind, s.Channel), s => s.On);
        bool On(NoticeKind kind, NoticeChannel channel) => NoticeSwitch.Fixed(kind, channel) || set.GetValueOrDefault((kind, channel), NoticeSwitch.Default(kind, channel));
        return [.. Enum.GetValues<NoticeKind>().Select(k => new Row(k, On(k, NoticeChannel.Site), On(k, NoticeChannel.Mail)))];
    }

    public async Task<IReadOnlyList<Row>> Run(Caller caller, Input input)
    {
        var me = caller.Require(Rights.Member).Member;
        var rows = input.Switches ?? [];
        if (rows.Any(r => !Enum.IsDefined(r.Kind)) || rows.DistinctBy(r => r.Kind).Count() != rows.Count) throw Refusal.Invalid("switches", "notices.switches");
        await db.Write(async () =>
        {
            await db.Set<Member>().Where(m => m.Id == me).ExecuteUpdateAsync(s => s.SetProperty(m => m.Version, m => m.Version + 1)); // two saves take turns
            var kinds = rows.Select(r => r.Kind).ToList();
            await db.Set<NoticeSwitch>().Where(s => s.MemberId == me && kinds.Contains(s.Kind)).ExecuteDeleteAsync();
            foreach (var row in rows) { Set(me, row.Kind, NoticeChannel.Site, row.Site); Set(me, row.Kind, NoticeChannel.Mail, row.Mail); }
        });
        return await Read(caller);
    }

    private void Set(long me, NoticeKind kind, NoticeChannel channel, bool on)
    {
        if (!NoticeSwitch.Fixed(kind, channel) && on != NoticeSwitch.Default(kind, channel)) db.Add(new NoticeSwitch { MemberId = me, Kind = kind, Channel = channel, On = on });
    }
}
