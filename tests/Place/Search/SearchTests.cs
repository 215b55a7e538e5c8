using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.Place.Notes;
using Kaki.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Search;

public class SearchTests
{
    private static string Cases([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "cases.tsv");

    [Theory, BothDatabases]
    public async Task Every_row_of_the_list_hits_or_misses_as_it_must(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("writer");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var rows = (await File.ReadAllLinesAsync(Cases())).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).ToList();
        rows.Count.ShouldBeGreaterThanOrEqualTo(60);
        var documents = new Dictionary<string, long>();
        foreach (var text in rows.Select(r => r[1]).Distinct()) documents[text] = await Write(db, writer.MemberId, text);
        await scope.ServiceProvider.GetRequiredService<SearchIndex>().Notes([.. documents.Values]);
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var id = documents[row[1]];
            var query = QueryParser.Parse(row[0]);
            var hit = !query.IsEmpty && await FullText.Matching(db, query).AnyAsync(d => d.Id == id);
            if (hit != (row[2] == "hit")) wrong.Add($"{row[0]} in {row[1]}: {(hit ? "hit" : "miss")}");
        }
        wrong.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Pinyin_and_near_spellings_help_only_when_nothing_else_hits(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn("py");
        await Publish(person, "珍珠奶茶的十种喝法", "换了吸管也一样");
        await Publish(person, "A marvellous dulcimer", "played at home");
        await Soon.Holds(async () => (await Found(person, "珍珠奶茶")).Items.Length > 0);
        (await Found(person, "zhenzhunaicha")).Json.GetProperty("bySound").GetBoolean().ShouldBeTrue();
        (await Found(person, "zznc")).Titles.ShouldContain("珍珠奶茶的十种喝法");
        await Publish(person, "在成都听一场音乐", "晚上八点");
        await Soon.Holds(async () => (await Found(person, "chengdu")).Titles.Contains("在成都听一场音乐"), "成都 by its sound");
        (await Found(person, "yinyue")).Titles.ShouldContain("在成都听一场音乐");
        await Soon.Holds(async () => (await Found(person, "dulcimer")).Items.Length > 0);
        var near = await Found(person, "dulcimmer");
        near.Json.GetProperty("instead").GetString().ShouldBe("dulcimer");
        near.Titles.ShouldContain("A marvellous dulcimer");
        (await Found(person, "dulcimer")).Json.GetProperty("instead").ValueKind.ShouldBe(JsonValueKind.Null);
        var without = await Found(person, "dulcimmer -marvellous");
        without.Json.GetProperty("instead").ValueKind.ShouldBe(JsonValueKind.Null);
        without.Titles.ShouldNotContain("A marvellous dulcimer");
        (await Found(person, "dulcimmer -trumpet -\"by night\"")).Json.GetProperty("instead").GetString().ShouldBe("dulcimer -trumpet -\"by night\"");
    }

    [Theory, BothDatabases]
    public async Task A_private_note_is_never_found_and_a_deleted_one_disappears(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var word = "zanzibar" + new Id(TimeProvider.System.GetTimestamp()).ToString().ToLowerInvariant();
        var open = await Publish(amy, "Open " + word, "body");
        await Publish(amy, "Hidden " + word, "body", visibility: "OnlyMe");
        await Publish(amy, "Followers " + word, "body", visibility: "Followers");
        await Soon.Holds(async () => (await Found(eve, word)).Items.Length > 0);
        (await Found(eve, word)).Titles.ShouldBe(["Open " + word]);
        (await Found(amy, word)).Titles.ShouldBe(["Open " + word]);
        (await amy.Client.DeleteAsync($"/api/v1/notes/{open}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Found(eve, word)).Titles.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task What_was_edited_while_the_index_is_made_anew_stands_in_it_as_it_is_now(Provider provider)
    {
        var site = TestSite.On(provider);
        var note = Id.Parse(await Publish(await site.SignedIn(), "As it was", "body")).Value;
        await using AsyncServiceScope editing = site.Scope(), rebuilding = site.Scope();
        var db = editing.ServiceProvider.GetRequiredService<AppDb>();
        await Soon.Holds(() => db.Set<SearchDoc>().AnyAsync(d => d.Id == note), "The note in the index");
        Task indexed;
        using (await db.EnterGate())
        {
            await using var edit = await db.Database.BeginTransactionAsync();
            if (provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({note})"); // as one does who has it in hand
            indexed = rebuilding.ServiceProvider.GetRequiredService<SearchIndex>().Notes([note]);
            if (provider == Provider.Postgres) await Soon.Holds(async () => (await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))").ToListAsync())[0] > 0, "The other's waiting");
            await db.Set<Note>().Where(n => n.Id == note).ExecuteUpdateAsync(s => s.SetProperty(n => n.Title, "As it is"));
            await edit.CommitAsync();
        }
        await indexed;
        (await db.Set<SearchDoc>().AsNoTracking().SingleAsync(d => d.Id == note)).Title.ShouldBe("As it is");
    }

    [Theory, BothDatabases]
    public async Task The_notes_of_somebody_are_not_found_by_their_name(Provider provider)
    {
        var site = TestSite.On(provider);
        var (name, word) = (Letters("hidden"), Letters("lantern"));
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        async Task Named(string name, bool discoverable) => (await amy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name, discoverable, indexable = true })).EnsureSuccessStatusCode();
        async Task<int> Tab(string tab, string query) => (await eve.Client.GetAsync($"/api/v1/search?tab={tab}&q={query}").Json()).GetProperty("items").GetArrayLength();
        await Named(name, true);
        await Publish(amy, "Tea " + word, "body");
        await Soon.Holds(async () => await Tab("notes", word) == 1 && await Tab("people", name) == 1, "The note by its word, its writer by their name");
        (await Tab("notes", name)).ShouldBe(0);
        await Named(name, false);
        await Soon.Holds(async () => await Tab("people", name) == 0, "Nobody is found by the name");
        (await Tab("notes", word)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_word_longer_than_the_database_takes_keeps_no_note_from_being_found(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var word = "barbarossa" + new Id(TimeProvider.System.GetTimestamp()).ToString().ToLowerInvariant();
        await using var scope = site.Scope();
        var note = await Write(scope.ServiceProvider.GetRequiredService<AppDb>(), amy.MemberId, word, new string('a', 2100) + " " + new string('щ', 600));
        await scope.ServiceProvider.GetRequiredService<SearchIndex>().Notes([note]);
        (await Found(amy, word)).Titles.ShouldBe([word]);
        (await site.Browser().GetAsync("/api/v1/search?q=" + Uri.EscapeDataString(new string('㌖', 80)))).StatusCode.ShouldBe(HttpStatusCode.OK); // six letters each
    }

    [Theory, BothDatabases]
    public async Task Who_blocked_whom_is_not_found(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var word = "kilimanjaro" + new Id(TimeProvider.System.GetTimestamp()).ToString().ToLowerInvariant();
        await Publish(amy, "Up " + word, "body");
        await Soon.Holds(async () => (await Found(eve, word)).Items.Length > 0);
        (await amy.Client.PutAsync($"/api/v1/people/{eve.Handle}/block", null)).IsSuccessStatusCode.ShouldBeTrue();
        (await Found(eve, word)).Titles.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Pages_neither_repeat_nor_skip_when_notes_arrive(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var word = "serendib" + new Id(TimeProvider.System.GetTimestamp()).ToString().ToLowerInvariant();
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var index = scope.ServiceProvider.GetRequiredService<SearchIndex>();
        var all = new List<long>();
        for (var i = 0; i < 45; i++) all.Add(await Write(db, amy.MemberId, $"{word} number {i}"));
        await index.Notes(all);
        var seen = new List<string>();
        for (var next = $"/api/v1/search?q={word}"; next is not null;)
        {
            var page = await amy.Client.GetAsync(next).Json();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString() is { } n ? "/api/v1" + n : null;
            await index.Notes([await Write(db, amy.MemberId, $"{word} arrived meanwhile")]);
        }
        seen.Count.ShouldBe(45);
        seen.Order().ShouldBe(all.Select(id => new Id(id).ToString()).Order());
    }

    [Theory, BothDatabases]
    public async Task A_later_page_of_what_was_found_otherwise_says_so_and_marks_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var word = Letters("otherwise");
        await using var scope = site.Scope();
        var (db, notes) = (scope.ServiceProvider.GetRequiredService<AppDb>(), new List<long>());
        for (var i = 0; i < 25; i++) notes.Add(await Write(db, amy.MemberId, $"{word} {i}", $"It is {word} again"));
        for (var i = 0; i < 25; i++) notes.Add(await Write(db, amy.MemberId, $"蓝天白马 {i}"));
        await scope.ServiceProvider.GetRequiredService<SearchIndex>().Notes(notes);
        var first = (await Found(amy, word[..4] + "q" + word[5..])).Json;
        var second = await amy.Client.GetAsync("/api/v1" + first.GetProperty("next").GetString()).Json();
        second.GetProperty("instead").GetString().ShouldBe(word);
        second.GetProperty("items").GetArrayLength().ShouldBe(5);
        foreach (var item in second.GetProperty("items").EnumerateArray()) (item.GetProperty("marks").GetArrayLength(), item.GetProperty("excerpt").GetProperty("marks").GetArrayLength()).ShouldBe((1, 1));
        var page = await amy.Client.GetStringAsync(first.GetProperty("next").GetString());
        page.ShouldContain($"Showing results for “{word}”");
        page.ShouldContain($"<mark>{word}</mark>");
        var sounding = (await Found(amy, "lantianbaima")).Json.GetProperty("next").GetString();
        (await amy.Client.GetAsync("/api/v1" + sounding).Json()).GetProperty("bySound").GetBoolean().ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task The_page_marks_the_words_and_an_empty_answer_has_a_way_on(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        await Publish(amy, "橘子皮还能干嘛呢", "晒干泡茶");
        await Soon.Holds(async () => (await Found(amy, "橘子皮")).Items.Length > 0);
        (await site.Browser().GetStringAsync("/search?q=橘子皮")).ShouldContain("<mark>橘子皮</mark>还能干嘛呢");
        (await site.Browser().GetStringAsync("/search?q=qqqqxxxxzzzz")).ShouldContain("Try fewer words");
        (await site.Browser().GetStringAsync("/search")).ShouldContain("What are you looking for?");
    }

    [Theory, BothDatabases]
    public async Task Two_initials_find_a_word_of_two_characters(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn("py");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var note = await Write(db, person.MemberId, "去崇左露营");
        await scope.ServiceProvider.GetRequiredService<SearchIndex>().Notes([note]);
        (await FullText.Sounding(db, "ly").AnyAsync(d => d.Id == note)).ShouldBeTrue("露营 is a word");
        (await FullText.Sounding(db, "zl").AnyAsync(d => d.Id == note)).ShouldBeFalse("左露 is none");
    }

    [Theory, BothDatabases]
    public async Task What_the_body_says_of_the_words_is_shown_and_marked(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var word = Letters("quokka");
        var body = string.Join(' ', Enumerable.Repeat("before", 30)) + $"\n看见了{word}，on a <fence>, and then " + string.Join(' ', Enumerable.Repeat("after", 30));
        await Publish(amy, "A walk", body);
        await Soon.Holds(async () => (await Found(amy, word)).Items.Length > 0);
        var excerpt = (await Found(amy, word)).Items[0].GetProperty("excerpt");
        var text = excerpt.GetProperty("text").GetString()!;
        text.ShouldStartWith("…before");
        text.ShouldContain($"看见了{word}，on a <fence>");
        text.Length.ShouldBeLessThan(100);
        var mark = excerpt.GetProperty("marks")[0];
        text.Substring(mark.GetProperty("start").GetInt32(), mark.GetProperty("length").GetInt32()).ShouldBe(word);
        (await amy.Client.GetStringAsync($"/search?q={word}&tab=notes")).ShouldContain($"<mark>{word}</mark>，on a &lt;fence&gt;");
    }

    [Theory, BothDatabases]
    public async Task A_new_search_from_the_box_stays_with_its_kind_of_thing(Provider provider)
    {
        var browser = TestSite.On(provider).Browser();
        (await browser.GetStringAsync("/goods")).ShouldContain("/search?tab=goods");
        (await browser.GetStringAsync("/search?tab=goods")).ShouldContain("<input type=\"hidden\" name=\"tab\" value=\"goods\">");
        (await browser.GetStringAsync("/search")).ShouldNotContain("name=\"tab\"");
    }

    /// <summary>A word nobody wrote before, in letters alone.</summary>
    internal static string Letters(string start) => start + string.Concat(Guid.NewGuid().ToString("n")[..8].Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + 'k') : c));

    internal static async Task<string> Publish(TestPerson person, string title, string body, string visibility = "Public", object? more = null)
    {
        var answer = await person.Client.PostAsJsonAsync("/api/v1/notes", more ?? new { title, body, visibility });
        return (await answer.Json()).GetProperty("id").GetString()!;
    }

    private static async Task<(JsonElement Json, JsonElement[] Items, string[] Titles)> Found(TestPerson person, string query)
    {
        var json = await person.Client.GetAsync("/api/v1/search?tab=notes&q=" + Uri.EscapeDataString(query)).Json();
        JsonElement[] items = [.. json.GetProperty("items").EnumerateArray()];
        return (json, items, [.. items.Select(i => i.GetProperty("title").GetString()!)]);
    }

    [Theory, BothDatabases]
    public async Task Many_newer_notes_of_a_word_take_no_place_of_goods(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("writer");
        const int most = 20;
        var (product, _) = await (await TestStall.Open(site)).Sells(500, 3, "Quagga blanket");
        await using var scope = site.Scope();
        var (db, index) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<SearchIndex>());
        var notes = Enumerable.Range(0, most + 1).Select(i => Note.Write(db.NextId(), writer.MemberId, new NoteContent { Title = $"Quagga {i}", Body = "", Language = "en" }, Instant.Now(TimeProvider.System))).ToList();
        db.AddRange(notes);
        await db.SaveChangesAsync();
        await index.Products([product]);
        await index.Notes([.. notes.Select(n => n.Id)]);
        var search = scope.ServiceProvider.GetRequiredService<SearchAll>();
        search.Most = most;
        (await search.Run(Caller.Nobody("en"), SearchInput.Of("quagga", null, null, null, null, null, null, null, null), null, 0, Otherwise.None)).Total.ShouldBe(most + 1);
    }

    [Theory, BothDatabases]
    public async Task Of_goods_alike_the_one_that_was_bought_since_stands_first(Provider provider)
    {
        var site = TestSite.On(provider);
        var (stall, title) = (await TestStall.Open(site), Letters("teapot"));
        var (bought, _) = await stall.Sells(500, 30, title);
        var (newer, _) = await stall.Sells(500, 30, title);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await scope.ServiceProvider.GetRequiredService<SearchIndex>().Products([bought, newer]);
        await db.Write(() => db.CountSold(bought, 20));
        var found = await site.Browser().GetAsync($"/api/v1/search?tab=goods&q={title}").Json();
        found.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()).ShouldBe([bought.ToString(), newer.ToString()]);
    }

    private static async Task<long> Write(AppDb db, long author, string text, string body = "")
    {
        var id = db.NextId();
        await db.Write(() =>
        {
            db.Add(Note.Write(id, author, new NoteContent { Title = text, Body = body, Language = "zh-CN" }, Instant.Now(TimeProvider.System)));
            return Task.CompletedTask;
        });
        return id;
    }
}
