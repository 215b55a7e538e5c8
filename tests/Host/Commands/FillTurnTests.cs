using System.Diagnostics;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Commands;

/// <summary>Real processes that start to fill one site together: one fills, the other says so and ends.</summary>
public class FillTurnTests
{
    private const string Filling = "Filling the site with demo content";

    [Theory, BothDatabases]
    public async Task Of_two_that_start_together_one_fills_and_the_other_says_why_it_does_not(Provider provider)
    {
        var folder = Directory.CreateTempSubdirectory("kaki-two-").FullName;
        var where = new List<string> { "--data", folder };
        if (provider == Provider.Postgres) where.AddRange(["--postgres", ThrowawayPostgres.NewDatabase()]);
        List<Process> started = [Run(where), Run(where)];
        var (first, second) = (started[0], started[1]);
        try
        {
            var gone = await Task.WhenAny(Ended(first), Ended(second)).Unwrap();
            var fills = gone == first ? second : first;
            gone.ExitCode.ShouldBe(1);
            (await gone.StandardOutput.ReadToEndAsync()).ShouldBeEmpty();
            (await gone.StandardError.ReadToEndAsync()).ShouldMatch(@"^Another Kaki is filling [^\n]+ at this moment\. Wait until it is done, or stop it; then the same command goes on from there\.\n$");
            (await fills.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldStartWith(Filling);
            fills.Kill();
            await fills.WaitForExitAsync(TestContext.Current.CancellationToken);
            var next = Run(where);
            started.Add(next);
            (await next.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldStartWith(Filling, Case.Sensitive, "a killed one leaves its turn to the next");
        }
        finally
        {
            foreach (var left in started) await End(left);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task End(Process process)
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<Process> Ended(Process process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process;
    }

    private static Process Run(IEnumerable<string> where) => SiteProcess.Begin(["run", "--port", $"{Free.Port()}", .. where]);
}
