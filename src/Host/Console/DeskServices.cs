using Kaki.Host.Desk.Auditing;
using Kaki.Host.Desk.Events;
using Kaki.Host.Desk.Health;
using Kaki.Host.Health;

namespace Kaki.Host.Desk;

// Not Kaki.Host.Console: within Kaki.Host that name would hide System.Console.
/// <summary>What the console needs beyond the floors' own use cases.</summary>
internal static class DeskServices
{
    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddScoped<SiteFacts>().AddScoped<CheckKeys>().AddScoped<Checkup>()
        .AddScoped<DecideEvent>().AddScoped<SendLetters>().AddScoped<ReadAudit>();

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        DecideEvent.Map(routes);
        SendLetters.Map(routes);
        ReadAudit.Map(routes);
        ReadHealth.Map(routes);
    }
}
