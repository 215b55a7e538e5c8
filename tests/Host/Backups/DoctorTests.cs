using System.Text.Json;
using Kaki.Host.Commands;
using Kaki.Host.Health;
using Kaki.Kernel.Data;
using Kaki.Kernel.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Backups;

public class DoctorTests
{
    [Theory, BothDatabases]
    public async Task Every_finding_has_its_words_and_its_way_out_in_both_languages(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        var found = new List<Finding>();
        await foreach (var finding in scope.ServiceProvider.GetRequiredService<Checkup>().Thorough(fix: false)) found.Add(finding);
        found.Select(f => f.Check).ShouldBeSubsetOf(["migrations", "clock", "nodes", "keys", "outbox", "disk", "backup", "blobs", "pictures", "stock", "holds", "orders", "payments", "note_counts"]);
        found.Count.ShouldBeGreaterThan(10);
        found.ShouldNotContain(f => f.Code == "broke");
        foreach (var language in Words.Languages)
            foreach (var f in found)
            {
                words.Keys(language).ShouldContain("check." + f.Check);
                words.Keys(language).ShouldContain(f.Words);
                if (f.Standing != Standing.Ok) words.Keys(language).ShouldContain(f.Words + ".fix");
            }
        using var json = JsonDocument.Parse(Doctor.Summary(found));
        json.RootElement.GetProperty("checks").GetArrayLength().ShouldBe(found.Count);
    }

    [Fact]
    public async Task A_folder_without_a_site_is_not_made_into_one()
    {
        var folder = Path.Combine(Path.GetTempPath(), "kaki-nothing-" + Path.GetRandomFileName());
        await Should.ThrowAsync<UsageError>(() => Doctor.Run(["--data", folder]));
        Directory.Exists(folder).ShouldBeFalse();
    }
}
