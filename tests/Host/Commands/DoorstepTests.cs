using System.Net;
using System.Net.Sockets;

namespace Kaki.Tests.Host.Commands;

/// <summary>What the real process says, and nothing more, when it cannot open.</summary>
public sealed class DoorstepTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-doorstep-").FullName;
    private readonly TcpListener taken = new(IPAddress.Loopback, 0);

    public DoorstepTests() => taken.Start();

    private int Taken => ((IPEndPoint)taken.LocalEndpoint).Port;

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_nothing_is_made()
    {
        var data = Path.Combine(folder, "data");
        (await Said("--port", $"{Taken}", "--data", data)).ShouldStartWith($"Port {Taken} is taken");
        Directory.Exists(data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");
        var data = Path.Combine(file, "data"); // who runs the tests may be allowed everything, but not this
        (await Said("--port", $"{Free.Port()}", "--data", data)).ShouldStartWith($"The data folder {data} cannot be written.");
    }

    [Fact]
    public async Task A_PostgreSQL_that_does_not_answer_is_told_without_its_password()
    {
        var line = await Said("--port", $"{Free.Port()}", "--data", folder, "--postgres", $"Host=127.0.0.1;Port={Free.Port()};Database=kaki;Username=kaki;Password=plum-stone-77");
        line.ShouldStartWith("PostgreSQL does not let us in: ");
        line.ShouldNotContain("plum-stone-77");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var there = ThrowawayPostgres.NewDatabase();
        var line = await Said("--port", $"{Free.Port()}", "--data", folder, "--postgres", new Npgsql.NpgsqlConnectionStringBuilder(there) { Database = "no_such_orchard" }.ConnectionString);
        line.ShouldStartWith("PostgreSQL does not let us in: ");
        line.ShouldContain("no_such_orchard");
    }

    [Fact]
    public async Task A_port_that_is_none_is_a_word_typed_wrongly() =>
        (await SiteProcess.Run("run", "--port", "70000", "--data", folder)).ShouldBe((2, "--port wants a number from 1 to 65535, not 70000.\n"));

    [Fact]
    public async Task A_name_for_a_host_is_refused_for_it_would_mean_every_address() =>
        (await SiteProcess.Run("run", "--no-demo", "--host", "kaki.invalid", "--port", $"{Free.Port()}", "--data", folder)).Output.ShouldStartWith("--host wants an address of this machine, not kaki.invalid");

    [Fact]
    public async Task A_word_too_many_is_named() =>
        (await SiteProcess.Run("run", "5005", "--no-demo", "--port", $"{Free.Port()}", "--data", folder)).ShouldBe((2, "5005 is not known here. Try --help.\n"));

    // All but restore open a site by the same way: one stands for them.
    [Theory, InlineData("doctor"), InlineData("restore", "nowhere.kaki")]
    public async Task Every_command_says_in_a_line_that_PostgreSQL_is_away(params string[] command)
    {
        var (code, output) = await SiteProcess.Run([.. command, "--data", folder, "--postgres", $"Host=127.0.0.1;Port={Free.Port()};Database=kaki;Username=kaki"]);
        code.ShouldBe(1, output);
        output.ShouldStartWith("PostgreSQL does not let us in: ");
        output.TrimEnd('\n').ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_folder_named_by_the_environment_alone_is_the_one_that_is_looked_over() =>
        (await SiteProcess.Run(["doctor"], new() { ["Data"] = folder })).ShouldBe((2, $"No site lies in {folder}. Name its folder with --data, or its PostgreSQL with --postgres.\n"));

    [Fact]
    public async Task A_bucket_without_its_keys_is_told_before_the_site_opens()
    {
        var settings = new[] { "run", "--no-demo", "--port", $"{Free.Port()}", "--data", folder };
        var (code, output) = await SiteProcess.Run(settings, new() { ["Blobs__S3__Endpoint"] = "http://127.0.0.1:9", ["Blobs__S3__Bucket"] = "kaki" });
        (code, output).ShouldBe((1, "Blobs:S3:Endpoint is set, so Blobs:S3:AccessKey must be too.\n"));
    }

    [Fact]
    public async Task What_nobody_foresaw_is_told_without_a_trace()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "kaki.db"), new string('x', 8192)); // no database
        var (code, output) = await SiteProcess.Run("backup", Path.Combine(folder, "b.kaki"), "--data", folder);
        code.ShouldBe(1, output);
        output.ShouldContain("This broke off: ");
        output.ShouldNotContain("   at ");
    }

    /// <returns>The one line it wrote before it ended with 1.</returns>
    private static async Task<string> Said(params string[] arguments)
    {
        var (code, output) = await SiteProcess.Run(["run", "--no-demo", .. arguments]);
        code.ShouldBe(1, output);
        output.TrimEnd('\n').ShouldNotContain("\n");
        return output;
    }

    public void Dispose()
    {
        taken.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
