using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Http;

public class LogTests
{
    [Fact]
    public async Task Logs_are_lines_of_JSON_without_anything_personal()
    {
        var folder = Directory.CreateTempSubdirectory("kaki-log-").FullName;
        IReadOnlyList<string> said;
        await using (var site = await SiteProcess.Start(folder, null, new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Information", ["Mail__Smtp__Host"] = "127.0.0.1", ["Mail__Smtp__Port"] = "1" }))
        {
            await Live(site);
            await Soon.Holds(() => site.Said.Any(l => l.Contains("was not delivered")), "A line about a letter nobody takes");
            said = site.Said;
        }
        Directory.Delete(folder, recursive: true);
        var lines = said.Where(l => !l.StartsWith("Kaki is open", StringComparison.Ordinal) && !l.StartsWith("Nobody is here yet", StringComparison.Ordinal)).ToList();
        foreach (var line in lines) JsonDocument.Parse(line).RootElement.TryGetProperty("LogLevel", out _).ShouldBeTrue(line);
        var whole = string.Join('\n', said);
        foreach (var personal in new[] { "logged_amy", "Amy Loggins", "amy.loggins@example.org", TestPerson.Password, "a wrong guess", "secret garden", "127.0.0.1:", "/@logged", "13800002046", "竹竿巷" })
            whole.ShouldNotContain(personal, Case.Insensitive);
    }

    private static async Task Live(SiteProcess site)
    {
        using var visitor = site.Client();
        var account = await visitor.PostAsJsonAsync("/api/v1/accounts", new { handle = "logged_amy", name = "Amy Loggins", email = "amy.loggins@example.org", password = TestPerson.Password, token = true }).Json();
        using var amy = site.Client(account.GetProperty("token").GetString());
        await visitor.PostAsJsonAsync("/api/v1/sessions", new { handle = "logged_amy", password = "a wrong guess" });
        await visitor.PostAsJsonAsync("/api/v1/password-resets", new { email = "amy.loggins@example.org" });
        await amy.PostAsJsonAsync("/api/v1/notes", new { title = "My secret garden", body = "Behind the house", visibility = "onlyMe" }).Json();
        await amy.PostAsJsonAsync("/api/v1/addresses", new { name = "Amy Loggins", phone = "13800002046", region = "CN-ZJ", street = "竹竿巷 18 号" }).Json();
        foreach (var path in new[] { "/", "/@logged_amy", "/search?q=secret+garden", "/nowhere/logged_amy", "/notes/7Fk3pQ2Zr9x" }) await amy.GetAsync(path);
        await amy.PostAsync("/api/v1/pictures", new ByteArrayContent([1, 2, 3]));
        await amy.PostAsync("/api/v1/notes", new StringContent("{\"title\": \"My secret garden", System.Text.Encoding.UTF8, "application/json"));
    }
}
