using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Refusals;
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
        services.AddSingleton<Subscriptions>();
        services.AddHostedService<NodeLease>();
        services.AddExceptionHandler<Refused>();
        services.AddSingleton<Refused>();
    }

    public void Model(ModelBuilder model)
    {
        model.Entity<Node>(e => { e.ToTable("kernel_nodes"); e.Property(n => n.Holder).HasMaxLength(200); });
        model.Entity<OutboxRow>(e =>
        {
            e.ToTable("kernel_outbox");
            e.Property(o => o.Handler).HasMaxLength(120);
            e.Property(o => o.Type).HasMaxLength(60);
            e.Property(o => o.Key).HasMaxLength(60);
            e.HasIndex(o => new { o.State, o.Lane, o.Id });
        });
    }
}
