using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel.Data;

public static class DatabaseServices
{
    public static IServiceCollection AddAppDb(this IServiceCollection services)
    {
        services.AddSingleton(s => Settings(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<WriteGate>().AddSingleton<Ids>();
        services.AddDbContextPool<AppDb>((s, o) => Use(o, s.GetRequiredService<DatabaseSettings>()));
        return services;
    }

    public static void Use(DbContextOptionsBuilder options, DatabaseSettings database)
    {
        if (database.Provider == Provider.Postgres) options.UseNpgsql(database.ConnectionString);
        else options.UseSqlite(database.ConnectionString).AddInterceptors(new SqlitePragmas());
        options.AddInterceptors(new WholeText());
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
    }

    private static DatabaseSettings Settings(IConfiguration configuration)
    {
        if (configuration["Database:Postgres"] is { Length: > 0 } postgres) return new(Provider.Postgres, postgres);
        var folder = Path.GetFullPath(configuration["Data"] ?? "data");
        return new(Provider.Sqlite, $"Data Source={Path.Combine(folder, "kaki.db")}");
    }
}
