using Kaki.Host.Health;
using Kaki.Kernel;
using Kaki.Kernel.Words;

namespace Kaki.Host.Desk.Health;

/// <summary>The site's health for programs that watch it with an operator's token.</summary>
internal static class ReadHealth
{
    public sealed record Check(string Name, Standing Standing, string Found, string? Fix);
    public sealed record Output(Standing Worst, IReadOnlyList<Check> Checks);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/health", async (Caller caller, Checkup checkup, Words words, CancellationToken cancel) =>
        {
            caller.Require(Rights.Operate);
            var findings = await checkup.Quick(cancel);
            return TypedResults.Ok(new Output(findings.Max(f => f.Standing), [.. findings.Select(f => Told(f, words))]));
        })
        .WithName("getHealth").WithSummary("What the quick checks of the site found (operators)").WithTags("operators");

    private static Check Told(Finding finding, Words words) =>
        new(finding.Check, finding.Standing, words[finding.Words, finding.Args].Value, finding.Standing == Standing.Ok ? null : words[finding.Words + ".fix", finding.Args].Value);
}
