using Kaki.Host.Health;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Health;

internal sealed class HealthPageModel(Checkup checkup, SiteFacts facts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Finding> Findings { get; private set; } = [];
    public IReadOnlyList<SiteFacts.LiveNode> Nodes { get; private set; } = [];
    public string Version => facts.Version;
    public string Database { get; private set; } = "";
    public long DatabaseBytes { get; private set; }
    public Instant? LastBackup { get; private set; }
    public (long Free, long Total) Disk { get; private set; }
    public long Memory => Environment.WorkingSet;
    public TimeSpan Up => clock.GetUtcNow() - System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime();

    public async Task OnGet(CancellationToken cancel)
    {
        HttpContext.Caller().Require(Rights.Operate);
        Findings = await checkup.Quick(cancel);
        Nodes = await facts.Nodes(cancel);
        (Database, DatabaseBytes, _) = await facts.Database(cancel);
        LastBackup = await facts.LastBackup(cancel);
        Disk = facts.Disk();
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1 << 20 => $"{bytes / 1024.0:0} KB",
        < 1 << 30 => $"{bytes / (double)(1 << 20):0.0} MB",
        _ => $"{bytes / (double)(1 << 30):0.0} GB",
    };
}
