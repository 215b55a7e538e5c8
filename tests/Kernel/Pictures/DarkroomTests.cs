using System.Diagnostics;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Kernel.Pictures;

/// <summary>Workers that die, stall and crowd. A worker is stopped by a signal where a test needs it busy for certain.</summary>
public sealed class DarkroomTests
{
    private static readonly Lazy<byte[]> Small = new(() => Samples.Jpeg(Pixels.Quarters(200, 150)));

    // Progressive: all its coefficients are held at once, and decoding takes a good while.
    private static readonly Lazy<byte[]> Large = new(() => Samples.Jpeg(Pixels.Quarters(8000, 7000), "--interlace"));

    [Fact]
    public async Task A_worker_killed_over_a_picture_costs_that_picture_only()
    {
        using var darkroom = Open(OneDarkroom.Settings());
        var worker = await Started(darkroom);
        var before = CpuOf(worker);
        var hurt = darkroom.Develop(Large.Value);
        await Soon.Holds(() => CpuOf(worker) > before + TimeSpan.FromMilliseconds(100)); // it is decoding
        Signal(worker, "KILL");
        (await Should.ThrowAsync<Refusal>(() => hurt)).Code.ShouldBe("picture.broken");
        (await darkroom.Develop(Small.Value)).Width.ShouldBe(200);
        darkroom.Resting.ShouldNotContain(worker);
    }

    [Fact]
    public async Task A_worker_that_died_at_rest_costs_nothing()
    {
        using var darkroom = Open(OneDarkroom.Settings());
        Signal(await Started(darkroom), "KILL");
        (await darkroom.Develop(Small.Value)).Width.ShouldBe(200);
    }

    [Fact]
    public async Task A_picture_that_takes_too_long_is_refused_and_its_worker_gone()
    {
        using var darkroom = Open(OneDarkroom.Settings() with { WallTime = TimeSpan.FromSeconds(4) });
        var worker = await Started(darkroom);
        Signal(worker, "STOP");
        (await Should.ThrowAsync<Refusal>(() => darkroom.Develop(Small.Value))).Code.ShouldBe("picture.timeout");
        await Soon.Holds(() => !Lives(worker));
        (await darkroom.Develop(Small.Value)).Width.ShouldBe(200);
    }

    [Fact]
    public async Task A_full_queue_says_so_at_once_and_the_rest_are_served()
    {
        using var darkroom = Open(OneDarkroom.Settings() with { Queue = 1 });
        var worker = await Started(darkroom);
        Signal(worker, "STOP");
        var first = darkroom.Develop(Small.Value);
        var second = darkroom.Develop(Small.Value);
        var refusal = await Should.ThrowAsync<Refusal>(() => darkroom.Develop(Small.Value));
        (refusal.Code, refusal.Status).ShouldBe(("picture.busy", 503));
        refusal.RetryAfter.ShouldNotBeNull();
        Signal(worker, "CONT");
        (await Task.WhenAll(first, second)).ShouldAllBe(p => p.Width == 200);
    }

    [Fact]
    public async Task A_wait_that_lasts_too_long_ends_in_a_refusal()
    {
        using var darkroom = Open(OneDarkroom.Settings() with { Patience = TimeSpan.FromMilliseconds(100) });
        var worker = await Started(darkroom);
        Signal(worker, "STOP");
        var first = darkroom.Develop(Small.Value);
        (await Should.ThrowAsync<Refusal>(() => darkroom.Develop(Small.Value))).Code.ShouldBe("picture.busy");
        Signal(worker, "CONT");
        (await first).Width.ShouldBe(200);
    }

    [Fact]
    public async Task Somebody_who_goes_away_frees_the_place()
    {
        using var darkroom = Open(OneDarkroom.Settings());
        Signal(await Started(darkroom), "STOP");
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(() => darkroom.Develop(Small.Value, gone.Token));
        (await darkroom.Develop(Small.Value)).Width.ShouldBe(200);
    }

    [Fact]
    public async Task Two_workers_serve_many_at_once_and_nobody_gets_another_s_picture()
    {
        using var darkroom = Open(OneDarkroom.Settings() with { Workers = 2, Queue = 30 });
        var sources = Enumerable.Range(1, 20).Select(n => (Width: 100 + n, File: Painted.Png(100 + n, 50, n))).ToList();
        var pictures = await Task.WhenAll(sources.Select(s => darkroom.Develop(s.File)));
        pictures.Select(p => p.Width).ShouldBe(sources.Select(s => s.Width));
        darkroom.Resting.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_picture_that_needs_more_memory_than_allowed_is_refused()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit"), "prlimit is not installed: apt-get install util-linux");
        using (var ample = Open(OneDarkroom.Settings())) (await ample.Develop(Large.Value)).Width.ShouldBe(8000);
        using var darkroom = Open(OneDarkroom.Settings() with { AddressSpace = 1050 });
        (await darkroom.Develop(Small.Value)).Width.ShouldBe(200);
        (await Should.ThrowAsync<Refusal>(() => darkroom.Develop(Large.Value))).Code.ShouldBe("picture.broken");
        (await darkroom.Develop(Small.Value)).Width.ShouldBe(200);
    }

    [Fact]
    public void Bytes_held_for_arriving_pictures_are_bounded_and_given_back()
    {
        using var darkroom = Open(OneDarkroom.Settings() with { Memory = 1000 });
        var held = darkroom.Reserve(900);
        Should.Throw<Refusal>(() => darkroom.Reserve(101)).Code.ShouldBe("picture.busy");
        held.Dispose();
        held.Dispose();
        darkroom.Reserve(1000).Dispose();
    }

    [Fact]
    public async Task A_worker_knows_nothing_of_the_server_s_environment()
    {
        Environment.SetEnvironmentVariable("KAKI_TEST_SECRET", "tell-nobody");
        using var darkroom = Open(OneDarkroom.Settings());
        var environment = await File.ReadAllTextAsync($"/proc/{await Started(darkroom)}/environ");
        environment.ShouldContain("VIPS_WARNING=1");
        environment.ShouldNotContain("KAKI_TEST_SECRET");
    }

    [Fact]
    public async Task A_worker_without_work_is_let_go_and_none_outlives_the_darkroom()
    {
        using var brief = Open(OneDarkroom.Settings() with { Idle = TimeSpan.FromMilliseconds(200) });
        var worker = await Started(brief);
        await Soon.Holds(() => brief.Resting.Count == 0 && !Lives(worker));
        var darkroom = Open(OneDarkroom.Settings());
        worker = await Started(darkroom);
        darkroom.Dispose();
        await Soon.Holds(() => !Lives(worker));
    }

    private static Darkroom Open(PictureSettings settings) => new(settings, TimeProvider.System, NullLogger<Darkroom>.Instance);

    private static async Task<int> Started(Darkroom darkroom)
    {
        await darkroom.Develop(Small.Value);
        return darkroom.Resting.ShouldHaveSingleItem();
    }

    private static void Signal(int process, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.ToString()]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    private static TimeSpan CpuOf(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime;
    }

    private static bool Lives(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
