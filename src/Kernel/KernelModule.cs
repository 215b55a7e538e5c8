using Kaki.Kernel.Activity;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Imports;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Schedule;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel;

public sealed class KernelModule : IModule
{
    public string Name => "kernel";
    public int Floor => 1;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddAppDb();
        services.AddSingleton<MemberShelf>();
        services.AddSingleton<Subscriptions>();
        services.AddHostedService<NodeLease>();
        services.AddHostedService<Dispatcher>();
        services.AddHostedService<Scheduler>();
        services.AddScoped<ParkedEvents>();
        services.AddSingleton(new SentActs(configuration.GetValue("Trust:RateFactor", 1)));
        services.AddSingleton<Journal>().AddHostedService(s => s.GetRequiredService<Journal>());
        services.AddExceptionHandler<Refused>();
        services.AddSingleton<Refused>();
        services.AddScoped<BroughtBook>();
        services.AddScheduled<SweepAnswers>().AddScheduled<SweepPictures>();
        services.AddBlobs().AddPictures();
    }

    public void Routes(IEndpointRouteBuilder routes)
    {
        ReportActs.Map(routes);
        routes.MapPictures();
    }

    public void Model(ModelBuilder model)
    {
        Brought.Map(model);
        model.Entity<Picture>(Picture.Map);
        model.Entity<ScheduleRow>(e => { e.ToTable("kernel_schedule"); e.HasKey(r => r.Name); e.Property(r => r.Name).HasMaxLength(60); e.Property(r => r.Error).HasMaxLength(300); });
        model.Entity<Node>(e => { e.ToTable("kernel_nodes"); e.Property(n => n.Holder).HasMaxLength(200); });
        model.Entity<OutboxRow>(e =>
        {
            e.ToTable("kernel_outbox");
            e.Property(o => o.Handler).HasMaxLength(120);
            e.Property(o => o.Type).HasMaxLength(60);
            e.Property(o => o.Key).HasMaxLength(60);
            e.HasIndex(o => new { o.State, o.Lane, o.Id });
        });
        model.Entity<Act>(e =>
        {
            e.ToTable("kernel_activity");
            e.Property(a => a.Id).HasMaxLength(26);
            e.Property(a => a.Kind).HasMaxLength(16);
            e.Property(a => a.Thing).HasMaxLength(80);
            e.Property(a => a.Served).HasMaxLength(24);
            e.HasIndex(a => a.At);
            e.HasIndex(a => new { a.Thing, a.At });
            e.HasIndex(a => new { a.ActorId, a.At });
        });
        model.Entity<StoredAnswer>(e => { e.ToTable("kernel_answers"); e.Property(s => s.Id).HasMaxLength(64); e.Property(s => s.RequestHash).HasMaxLength(64); e.Property(s => s.Holder).HasMaxLength(8); e.HasIndex(s => s.At); });
    }
}
