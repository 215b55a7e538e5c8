using Kaki.Insight.Days;
using Kaki.Insight.Today;
using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Schedule;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Insight;

public sealed class InsightModule : IModule
{
    public string Name => "insight";
    public int Floor => 6;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new SiteCalendar(TimeSpan.FromHours(Math.Clamp(configuration.GetValue("Insight:UtcOffsetHours", 8.0), -14, 14))));
        services.AddScoped<RollUp>().AddScheduled<RollUpDays>();
        services.AddScoped<IProjection, DaysProjection>();
        services.AddScoped<ReadToday>();
    }

    public void Model(ModelBuilder model) => InsightDay.Map(model);

    public void Routes(IEndpointRouteBuilder routes) => ReadToday.Map(routes);
}
