using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.People;

namespace Kaki.Host.Demo;

/// <summary>Whether a site is empty, holds the demo, was cut off while being filled, or is somebody's own.</summary>
internal static class DemoState
{
    public enum Kind { Empty, Begun, Filled, Other }

    public static async Task<Kind> Of(IServiceProvider services)
    {
        var marks = await services.GetRequiredService<BroughtBook>().Of(FillWithDemo.Source, "fill");
        if (marks.ContainsKey("finished")) return Kind.Filled;
        if (marks.ContainsKey("begun")) return Kind.Begun;
        return await services.GetRequiredService<BringPeople>().AnyBody() ? Kind.Other : Kind.Empty;
    }

    public static Task Begin(IServiceProvider services) => Mark(services, "begun");

    public static Task Finish(IServiceProvider services) => Mark(services, "finished");

    private static Task Mark(IServiceProvider services, string mark)
    {
        services.GetRequiredService<BroughtBook>().Add(FillWithDemo.Source, "fill", mark, 0);
        return services.GetRequiredService<AppDb>().SaveChangesAsync();
    }
}
