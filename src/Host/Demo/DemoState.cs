using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;

namespace Kaki.Host.Demo;

/// <summary>Whether a site is empty, holds the demo, was cut off while being filled, or is somebody's own.</summary>
internal static class DemoState
{
    public enum Kind { Empty, Begun, Filled, Other }

    public static async Task<Kind> Of(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<DatabaseSettings>().Open();
        var marks = await db.Column<string>("select name from kernel_brought where source = @source and name like 'fill/%'", [("source", FillWithDemo.Source)]);
        if (marks.Contains("fill/finished")) return Kind.Filled;
        if (marks.Contains("fill/begun")) return Kind.Begun;
        return (await db.Column<long>("select id from people_members limit 1", [])).Count > 0 ? Kind.Other : Kind.Empty;
    }

    public static Task Begin(IServiceProvider services) => Mark(services, "begun");

    public static Task Finish(IServiceProvider services) => Mark(services, "finished");

    private static Task Mark(IServiceProvider services, string mark)
    {
        services.GetRequiredService<BroughtBook>().Add(FillWithDemo.Source, "fill", mark, 0);
        return services.GetRequiredService<AppDb>().SaveChangesAsync();
    }
}
