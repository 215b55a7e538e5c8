using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Host.Commands;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Tests.Host.Commands;

/// <summary>The real process is killed while people write; whatever it answered must be there when it starts again.</summary>
public class KilledTests
{
    private const int Writers = 4, AnsweredBeforeTheKill = 60;

    private sealed record Sent(string Path, object Body, string Key, string Token);

    [Theory, BothDatabases]
    public async Task Killed_while_it_writes_it_keeps_everything_it_answered_and_does_nothing_twice(Provider provider)
    {
        var folder = Directory.CreateTempSubdirectory("kaki-killed-").FullName;
        var postgres = provider == Provider.Postgres ? ThrowawayPostgres.NewDatabase() : null;
        var (notes, acts, orphans) = (new ConcurrentDictionary<string, string>(), new ConcurrentBag<string>(), new ConcurrentBag<Sent>());
        for (var round = 0; round < 2; round++)
        {
            await using var site = await SiteProcess.Start(folder, postgres);
            var writing = new List<Task>();
            for (var w = 0; w < Writers; w++) writing.Add(Write(site, await site.SignUp($"writer_{round}_{w}"), $"{round}.{w}", notes, acts, orphans));
            var before = notes.Count + acts.Count;
            while (notes.Count + acts.Count < before + AnsweredBeforeTheKill && !writing.Any(w => w.IsCompleted)) await Task.Delay(5);
            site.Kill();
            await Task.WhenAll(writing);
        }
        await using (var again = await SiteProcess.Start(folder, postgres))
        {
            using var reader = again.Client();
            foreach (var (id, title) in notes) (await reader.GetAsync($"/api/v1/notes/{id}").Json()).GetProperty("title").GetString().ShouldBe(title);
            foreach (var cut in orphans) await SendAgain(again, cut);
        }
        await using (var db = Read(folder, postgres))
        {
            (await db.Set<Act>().CountAsync(a => acts.ToArray().Contains(a.Id))).ShouldBe(acts.Count);
            var titles = await db.Set<Kaki.Place.Notes.Note>().Select(n => n.Title).ToListAsync();
            titles.Count.ShouldBe(titles.Distinct().Count(), "a request sent again was done twice");
        }
        (await Doctor.Run(["--data", folder, .. postgres is null ? Array.Empty<string>() : ["--postgres", postgres]])).ShouldBe(0, "the doctor finds something bad");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Write(SiteProcess site, string token, string name, ConcurrentDictionary<string, string> notes, ConcurrentBag<string> acts, ConcurrentBag<Sent> orphans)
    {
        using var client = site.Client(token);
        for (var n = 0; ; n++)
        {
            var (title, key, act) = ($"Note {name}.{n}", Guid.NewGuid().ToString("n"), Guid.NewGuid().ToString("n")[..26].ToUpperInvariant());
            var note = new Sent("/api/v1/notes", new { title, body = "Written while the lights went out. #dark", visibility = "public" }, key, token);
            try
            {
                var answer = await Send(client, note);
                notes[(await answer.Json()).GetProperty("id").GetString()!] = title;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                orphans.Add(note);
                return;
            }
            try
            {
                (await client.PostAsJsonAsync("/api/v1/activity", new { acts = new[] { new { id = act, kind = "impression", thing = "note:7Fk3pQ2Zr9x" } } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
                acts.Add(act);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    // Done before the kill, or not: the same key is never done twice.
    private static async Task SendAgain(SiteProcess site, Sent cut)
    {
        using var client = site.Client(cut.Token);
        var answer = await Send(client, cut);
        if (!answer.IsSuccessStatusCode) (await answer.Code()).ShouldBeOneOf("idempotency.in_flight", "idempotency.done_unanswered");
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, Sent it)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, it.Path) { Content = JsonContent.Create(it.Body) };
        request.Headers.Add("Idempotency-Key", it.Key);
        return client.SendAsync(request);
    }

    private static AppDb Read(string folder, string? postgres) =>
        OwnDatabase.Open(postgres is null ? new(Provider.Sqlite, $"Data Source={Path.Combine(folder, "kaki.db")};Pooling=False") : new(Provider.Postgres, postgres + ";Pooling=false"));
}
