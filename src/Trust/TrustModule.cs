using Kaki.Kernel;
using Kaki.Kernel.Schedule;
using Kaki.Kernel.Data;
using Kaki.Trust.Auditing;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Trust;

public sealed class TrustModule : IModule
{
    public string Name => "trust";
    public int Floor => 2;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TermList>();
        services.AddScoped(s => new Screen(s.GetRequiredService<TermList>()));
        services.AddScoped(s => new EditTerms(s.GetRequiredService<AppDb>(), s.GetRequiredService<TermList>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new RateSettings(configuration.GetValue("Trust:RateFactor", 1)));
        services.AddScoped<RateLimit>().AddScheduled<SweepRates>();
    }

    public void Routes(IEndpointRouteBuilder routes) => EditTerms.Map(routes);

    public void Model(ModelBuilder model)
    {
        model.Entity<Term>(e => { e.ToTable("trust_terms"); e.Property(t => t.Text).HasMaxLength(Term.Longest); e.HasIndex(t => t.Text).IsUnique(); });
        model.Entity<RateWindow>(e => { e.ToTable("trust_rates"); e.HasKey(r => new { r.Bucket, r.Window }); e.Property(r => r.Bucket).HasMaxLength(160); e.HasIndex(r => r.Until); });
        model.Entity<AuditLine>(e =>
        {
            e.ToTable("trust_audit");
            e.Property(a => a.Who).HasMaxLength(40);
            e.Property(a => a.Act).HasMaxLength(40);
            e.Property(a => a.Thing).HasMaxLength(80);
            e.Property(a => a.Why).HasMaxLength(500);
            e.HasIndex(a => a.Thing);
        });
    }
}
