using System.Text.Json;
using Kaki.Host.Commands;
using Kaki.Host.Health;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Kaki.Kernel.Words;
using Kaki.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Host.Commands;

public class DoctorTests
{
    [Theory, BothDatabases]
    public async Task Every_finding_has_its_words_and_its_way_out_in_both_languages(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        var found = new List<Finding>();
        await foreach (var finding in scope.ServiceProvider.GetRequiredService<Checkup>().Thorough(fix: false)) found.Add(finding);
        found.Select(f => f.Check).ShouldBeSubsetOf(["migrations", "clock", "nodes", "keys", "folder", "outbox", "letters", "schedule", "projections", "disk", "backup", "blobs", "pictures", "stock", "holds", "orders", "payments", "note_counts"]);
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

    [Theory, BothDatabases]
    public async Task A_work_whose_last_run_failed_is_told_with_its_reason_and_is_well_once_it_went_well(Provider provider)
    {
        var site = TestSite.On(provider);
        await using var scope = site.Scope();
        var services = scope.ServiceProvider;
        var scheduler = new Scheduler(services.GetRequiredService<IServiceScopeFactory>(), [], TimeProvider.System, NullLogger<Scheduler>.Instance);
        var work = services.GetServices<ScheduledWork>().Single(w => w.Name == "trust.sweep-rates");
        await scheduler.Take(work, default); // the first look writes its row
        await services.GetRequiredService<AppDb>().Set<ScheduleRow>().ExecuteUpdateAsync(s => s.SetProperty(r => r.Error, (string?)null)); // the shared site works too, and may meet a busy moment
        await scheduler.Do(work with { Work = typeof(Fails) }, default);
        var checkup = services.GetRequiredService<Checkup>();
        async Task<Finding> Told() => (await checkup.Quick()).Single(f => f.Check == "schedule");
        var found = await Told();
        (found.Standing, found.Code).ShouldBe((Standing.Warn, "failed"));
        services.GetRequiredService<Words>().In("en", found.Words, found.Args).ShouldContain("trust.sweep-rates");
        services.GetRequiredService<Words>().In("en", found.Words, found.Args).ShouldContain("InvalidOperationException");
        foreach (var language in Words.Languages) services.GetRequiredService<Words>().Keys(language).ShouldContain(found.Words + ".fix");
        var boss = await site.SignedIn("boss", Rights.Operate);
        (await boss.Client.GetStringAsync("/console/health")).ShouldContain("trust.sweep-rates");
        await scheduler.Do(work, default);
        (await Told()).Standing.ShouldBe(Standing.Ok);
    }

    // In no container: asking for it is what fails.
    private sealed class Fails;

    [Theory, BothDatabases]
    public async Task An_index_made_by_another_version_is_told_with_its_fix_and_is_well_once_made_anew(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var checkup = scope.ServiceProvider.GetRequiredService<Checkup>();
        async Task<Finding> Told() => (await checkup.Quick()).Single(f => f.Check == "projections");
        (await Told()).Standing.ShouldBe(Standing.Ok);
        var old = new SearchDoc { Id = db.NextId(), Kind = SearchKind.Topic, Title = "from before", Analyser = "0-before" };
        db.Add(old);
        await db.SaveChangesAsync();
        try
        {
            var found = await Told();
            (found.Standing, found.Code).ShouldBe((Standing.Warn, "stale"));
            scope.ServiceProvider.GetRequiredService<Words>().In("en", found.Words + ".fix", found.Args).ShouldContain("bin/kaki rebuild search");
        }
        finally { await scope.ServiceProvider.GetRequiredService<SearchIndex>().Remove([old.Id]); }
        (await Told()).Standing.ShouldBe(Standing.Ok);
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")] // rights are told otherwise there
    public async Task What_a_site_makes_is_its_own_alone_and_what_was_opened_to_others_is_told_with_its_fix()
    {
        var above = Directory.CreateTempSubdirectory("kaki-rights-").FullName;
        var folder = Path.Combine(above, "data");
        await using (var site = await SiteProcess.Start(folder, null))
        {
            await site.SignUp("amy");
            Rights(folder).ShouldBe("700");
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) Rights(file).ShouldBe("600", file);
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).ShouldContain("kaki.db-wal");
        }
        CheckFolder.Run(folder).Standing.ShouldBe(Standing.Ok);
        File.SetUnixFileMode(Path.Combine(folder, "kaki.db"), (UnixFileMode)0b110_100_100);
        CheckFolder.Run(folder).Args[0].ShouldBe(Path.Combine(folder, "kaki.db"));
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var (_, output) = await SiteProcess.Run("doctor", "--data", folder);
        output.ShouldContain($"chmod -R go= {folder}");
        Directory.Delete(above, recursive: true);

        static string Rights(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
    }

    [Fact]
    public async Task A_folder_without_a_site_is_not_made_into_one()
    {
        var folder = Path.Combine(Path.GetTempPath(), "kaki-nothing-" + Path.GetRandomFileName());
        await Should.ThrowAsync<UsageError>(() => Doctor.Run(["--data", folder]));
        Directory.Exists(folder).ShouldBeFalse();
    }
}
