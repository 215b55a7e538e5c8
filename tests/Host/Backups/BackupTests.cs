using System.IO.Compression;
using System.Net;
using Kaki.Host;
using Kaki.Host.Backups;
using Kaki.Kernel;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Pictures;
using Kaki.People.Accounts;
using Kaki.People.Sessions;
using Kaki.People.Mail;
using Kaki.Place.Liking;
using Kaki.Place.Notes;
using Kaki.Place.Search;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Backups;

public class BackupTests
{
    private static readonly Instant Then = Instant.Now(TimeProvider.System);

    /// <summary>A site of a few members and notes, with blobs, in a database and folder of its own.</summary>
    private sealed class SmallSite(OwnDatabase database) : IAsyncDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("kaki-backup-").FullName;
        public OwnDatabase Database => database;
        public AppDb Db => database.Db;
        public FolderBlobs Blobs => field ??= new(Path.Combine(Folder, "blobs"));
        public string File => Path.Combine(Folder, "site.kaki");

        public static async Task<SmallSite> Empty(Provider provider)
        {
            var site = new SmallSite(new OwnDatabase(provider));
            await new Migrator(site.Database.Settings, Migration.In(typeof(House).Assembly, provider), TimeProvider.System).Apply();
            return site;
        }

        public static async Task<SmallSite> Lived(Provider provider)
        {
            var site = await Empty(provider);
            for (var i = 0; i < 3; i++) await site.Live(site.Db, i);
            for (var i = 0; i < 5; i++) await site.Blobs.Put($"pictures/abc{i}/320.webp", new MemoryStream([1, 2, 3, (byte)i]), "image/webp");
            return site;
        }

        /// <summary>A member, a note and a like, in one transaction: wherever a backup cuts, there are as many of each.</summary>
        public Task Live(AppDb db, int n) => db.Write(() =>
        {
            var member = Member.Join(db.NextId(), $"amy_{n}", "阿棉 \"the\\first\"\tof\nmany", "en", Then);
            var note = Note.Write(db.NextId(), member.Id, new NoteContent { Title = "Tea", Body = "绿茶 \\N \u2028 🍵", Language = "zh-CN", Latitude = 31.23, Longitude = 121.47, HoldComments = n % 2 == 0 }, Then);
            db.Add(member);
            db.Add(note);
            db.Add(new Like { NoteId = note.Id, MemberId = member.Id, At = Then });
            return Task.CompletedTask;
        });

        public WriteBackup Backup() => new(Db, database.Settings, Blobs, TimeProvider.System);
        public RestoreBackup Restore() => new(database.Settings, Blobs, TimeProvider.System);
        public Task<WriteBackup.Written> Save() => Backup().Run(File, "test", default);

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }

    public static TheoryData<Provider, Provider> Ways => new(from a in Enum.GetValues<Provider>() from b in Enum.GetValues<Provider>() select (a, b));

    [Theory, MemberData(nameof(Ways))]
    public async Task A_site_comes_back_whole_from_either_database_into_either(Provider from, Provider into)
    {
        await using var old = await SmallSite.Lived(from);
        var written = await old.Save();
        await using var fresh = await SmallSite.Empty(into);
        var restored = await fresh.Restore().Run(old.File, replace: false, default);
        restored.Rows.ShouldBe(written.Rows);
        await using var db = fresh.Database.Open();
        var was = await old.Db.Set<Note>().AsNoTracking().OrderBy(n => n.Id).ToListAsync();
        var now = await db.Set<Note>().AsNoTracking().OrderBy(n => n.Id).ToListAsync();
        now.Select(n => (n.Id, n.AuthorId, n.Title, n.Body, n.Latitude, n.Longitude, n.HoldComments, n.PublishedAt, n.State)).ShouldBe(was.Select(n => (n.Id, n.AuthorId, n.Title, n.Body, n.Latitude, n.Longitude, n.HoldComments, n.PublishedAt, n.State)));
        (await db.Set<Member>().OrderBy(m => m.Id).Select(m => m.Name).ToListAsync()).ShouldBe(await old.Db.Set<Member>().OrderBy(m => m.Id).Select(m => m.Name).ToListAsync());
        for (var i = 0; i < 5; i++)
        {
            await using var blob = await fresh.Blobs.Get($"pictures/abc{i}/320.webp");
            var bytes = new byte[4];
            await blob!.Content.ReadExactlyAsync(bytes);
            bytes[3].ShouldBe((byte)i);
        }
        // It is a site again: it takes new rows, and its migrations are known.
        await fresh.Live(db, 99);
        (await new Migrator(fresh.Database.Settings, Migration.In(typeof(House).Assembly, into), TimeProvider.System).Waiting()).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task After_a_restore_the_index_is_known_to_be_stale_and_no_letter_goes_out_by_itself(Provider provider)
    {
        await using var old = await SmallSite.Lived(provider);
        old.Db.AddRange(new SearchDoc { Id = 7, Kind = SearchKind.Note, Title = "Tea", Analyser = IndexTerms.Version }, new Letter { Id = 8, Email = "amy@example.org", Subject = "Hello", Body = "again", NextAt = Then });
        await old.Db.SaveChangesAsync();
        await old.Save();
        await using var there = await SmallSite.Empty(provider);
        await there.Db.Database.CloseConnectionAsync();
        (await there.Restore().Run(old.File, replace: true, default)).Letters.ShouldBe(1);
        await using var db = there.Database.Open();
        (await new SearchProjection(db, null!).Stale(default)).ShouldBe(1);
        (await db.Set<Letter>().SingleAsync()).State.ShouldBe(LetterState.Parked);
    }

    [Theory, BothDatabases]
    public async Task A_database_that_is_older_or_newer_than_the_program_is_not_backed_up(Provider provider)
    {
        await using var site = await SmallSite.Lived(provider);
        var last = Migration.In(typeof(House).Assembly, provider)[^1];
        await site.Db.Database.ExecuteSqlAsync($"delete from kernel_migrations where number = {last.Number}");
        (await Should.ThrowAsync<BackupRefused>(site.Save)).Message.ShouldContain(last.Name);
        await site.Db.Database.ExecuteSqlAsync($"insert into kernel_migrations(number, name, hash, at) values ({last.Number}, {last.Name}, {last.Hash}, 0), (9999, 'of_tomorrow', 'x', 0)");
        await Should.ThrowAsync<MigrationRefused>(site.Save);
        Directory.GetFiles(site.Folder, "site.kaki*").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_opens_a_door_is_in_no_backup()
    {
        await using var old = await SmallSite.Lived(Provider.Sqlite);
        var member = await old.Db.Set<Member>().FirstAsync();
        old.Db.Add(new Session { Id = old.Db.NextId(), MemberId = member.Id, TokenHash = "abc", Device = "Firefox", Address = "127.0.0", Started = Then, Seen = Then, Until = Then.Plus(Session.Life) });
        await old.Db.SaveChangesAsync();
        await old.Save();
        await using var fresh = await SmallSite.Empty(Provider.Sqlite);
        await fresh.Restore().Run(old.File, replace: false, default);
        await using var db = fresh.Database.Open();
        (await db.Set<Session>().AnyAsync()).ShouldBeFalse();
        (await db.Set<Member>().AnyAsync(m => m.Id == member.Id)).ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task A_picture_whose_files_were_withheld_while_they_were_copied_is_served_after_the_restore(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var picture = await TakeDownPictureTests.Added(site, amy);
        await using var scope = site.Scope();
        var blobs = scope.ServiceProvider.GetRequiredService<IBlobs>();
        foreach (var size in Picture.Sizes)
        {
            await using (var blob = await blobs.Get(Picture.Key(picture.Id, size))) await blobs.Put(Picture.WithheldKey(picture.Id, size), blob!.Content, "image/webp");
            await blobs.Delete(Picture.Key(picture.Id, size));
        }
        (await amy.Client.GetAsync(picture.Url(320))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await scope.ServiceProvider.GetRequiredService<TakeDownPicture>().MoveToWhereRowsSay();
        await Soon.Holds(async () => (await amy.Client.GetAsync(picture.Url(320))).IsSuccessStatusCode, "The picture");
        (await blobs.Exists(Picture.WithheldKey(picture.Id, 320))).ShouldBeFalse();
    }

    [Theory, BothDatabases]
    public async Task A_picture_whose_files_were_put_back_while_they_were_copied_is_withheld_after_the_restore(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var picture = await TakeDownPictureTests.Added(site, amy);
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Picture>().Where(p => p.Id == picture.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, PictureState.TakenDown));
        (await site.Browser().GetAsync(picture.Url(320))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await scope.ServiceProvider.GetRequiredService<TakeDownPicture>().MoveToWhereRowsSay();
        await TakeDownPictureTests.Becomes(site.Browser(), picture, HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(amy.Client, picture, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task A_backup_under_load_is_of_one_moment(Provider provider)
    {
        await using var site = await SmallSite.Lived(provider);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(1, 3).Select(w => Task.Run(async () =>
        {
            await using var db = site.Database.Open();
            for (var n = w * 10_000; !stop.IsCancellationRequested; n++)
            {
                try { await site.Live(db, n); }
                catch (DbUpdateException) { /* two contexts of one test share a node number: the same id twice; this write is simply not there */ }
                db.ChangeTracker.Clear();
            }
        })).ToList();
        await site.Save();
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        var (manifest, _) = await CheckBackup.Run(site.File, new Progress<long>(), default);
        var rows = manifest.Tables.ToDictionary(t => t.Name, t => t.Rows);
        rows["people_members"].ShouldBeGreaterThanOrEqualTo(3);
        rows["place_notes"].ShouldBe(rows["people_members"]);
        rows["place_likes"].ShouldBe(rows["people_members"]);
        await using var fresh = await SmallSite.Empty(provider);
        await fresh.Restore().Run(site.File, replace: false, default);
        await using var there = fresh.Database.Open();
        (await there.Set<Note>().LongCountAsync()).ShouldBe(rows["place_notes"]);
    }

    [Fact]
    public async Task A_restore_that_fails_leaves_nothing_behind()
    {
        await using var old = await SmallSite.Lived(Provider.Sqlite);
        await old.Save();
        var data = Path.Combine(old.Folder, "new");
        var torn = Path.Combine(old.Folder, "torn.kaki");
        await File.WriteAllBytesAsync(torn, (await File.ReadAllBytesAsync(old.File))[..^10], TestContext.Current.CancellationToken);
        (await SiteProcess.Run("restore", torn, "--data", data)).Code.ShouldBe(1);
        Directory.Exists(data).ShouldBeFalse("the file was no backup");
        Directory.CreateDirectory(Path.Combine(data, "kaki.db")); // what was filled beside cannot take the place of this
        (await SiteProcess.Run("restore", old.File, "--data", data)).Code.ShouldBe(1);
        Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).ShouldBe([Path.Combine(data, "kaki.db")]);
    }

    [Theory, BothDatabases]
    public async Task A_torn_or_altered_file_is_refused_and_nothing_is_changed(Provider provider)
    {
        await using var old = await SmallSite.Lived(provider);
        await old.Save();
        await using var there = await SmallSite.Lived(provider);
        var whole = await File.ReadAllBytesAsync(old.File);
        foreach (var length in new[] { 0, 100, whole.Length / 2, whole.Length - 10 })
        {
            await File.WriteAllBytesAsync(there.File, whole[..length]);
            await Should.ThrowAsync<BackupRefused>(() => there.Restore().Run(there.File, replace: true, default), $"{length} bytes");
        }
        await File.WriteAllBytesAsync(there.File, whole);
        await using (var zip = await ZipFile.OpenAsync(there.File, ZipArchiveMode.Update))
        {
            zip.GetEntry("blobs/pictures/abc1/320.webp")!.Delete();
            await using var other = await zip.CreateEntry("blobs/pictures/abc1/320.webp").OpenAsync();
            await other.WriteAsync(new byte[] { 9, 9, 9, 9 });
        }
        await Should.ThrowAsync<BackupRefused>(() => there.Restore().Run(there.File, replace: true, default));
        (await there.Db.Set<Note>().CountAsync()).ShouldBe(3);
    }

    [Theory, BothDatabases]
    public async Task A_site_that_is_there_is_only_replaced_when_told_to(Provider provider)
    {
        await using var old = await SmallSite.Lived(provider);
        await old.Save();
        await using var there = await SmallSite.Empty(provider);
        await there.Live(there.Db, 7);
        await there.Blobs.Put("pictures/other/320.webp", new MemoryStream([7]), "image/webp");
        (await Should.ThrowAsync<BackupRefused>(() => there.Restore().Run(old.File, replace: false, default))).Message.ShouldContain("--replace");
        (await there.Db.Set<Note>().CountAsync()).ShouldBe(1);
        await there.Db.Database.CloseConnectionAsync();
        await there.Restore().Run(old.File, replace: true, default);
        await using var db = there.Database.Open();
        (await db.Set<Note>().CountAsync()).ShouldBe(3);
        (await there.Blobs.Exists("pictures/other/320.webp")).ShouldBeFalse();
    }

    [Theory, BothDatabases]
    public async Task Once_it_has_taken_the_place_it_is_finished_whoever_wants_it_stopped(Provider provider)
    {
        await using var old = await SmallSite.Lived(provider);
        await old.Save();
        await using var there = await SmallSite.Empty(provider);
        await there.Blobs.Put("pictures/other/320.webp", new MemoryStream([7]), "image/webp");
        await there.Db.Database.CloseConnectionAsync();
        using var stop = new CancellationTokenSource();
        await new RestoreBackup(there.Database.Settings, new StoppedAtTheSweep(there.Blobs, stop), TimeProvider.System).Run(old.File, replace: true, stop.Token);
        await using var db = there.Database.Open();
        (await db.Set<Note>().CountAsync()).ShouldBe(3);
        (await there.Blobs.Exists("pictures/abc1/320.webp")).ShouldBeTrue();
        (await there.Blobs.Exists("pictures/other/320.webp")).ShouldBeFalse();
    }

    /// <summary>Ctrl+C comes when the old site's files begin to be swept away.</summary>
    private sealed class StoppedAtTheSweep(IBlobs blobs, CancellationTokenSource stop) : IBlobs
    {
        public Task Put(string key, Stream content, string contentType, CancellationToken cancel) => blobs.Put(key, content, contentType, cancel);
        public Task<Blob?> Get(string key, long from, long? count, CancellationToken cancel) => blobs.Get(key, from, count, cancel);
        public Task<bool> Exists(string key, CancellationToken cancel) => blobs.Exists(key, cancel);
        public Task Delete(string key, CancellationToken cancel) { cancel.ThrowIfCancellationRequested(); return blobs.Delete(key, cancel); }

        public async Task<BlobPage> List(string prefix, string? after, int limit, CancellationToken cancel)
        {
            await stop.CancelAsync();
            return await blobs.List(prefix, after, limit, cancel);
        }
    }

    [Theory, BothDatabases]
    public async Task A_running_site_is_not_restored_over(Provider provider)
    {
        await using var old = await SmallSite.Lived(provider);
        await old.Save();
        await using var there = await SmallSite.Empty(provider);
        there.Db.Add(new Node { Id = 0, Holder = "somebody", Until = Instant.Now(TimeProvider.System).Plus(TimeSpan.FromMinutes(2)) });
        await there.Db.SaveChangesAsync();
        (await Should.ThrowAsync<BackupRefused>(() => there.Restore().Run(old.File, replace: true, default))).Message.ShouldContain("running");
    }

    [Theory, BothDatabases]
    public async Task A_backup_that_is_stopped_leaves_no_file(Provider provider)
    {
        await using var site = await SmallSite.Lived(provider);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => site.Backup().Run(site.File, "test", stop.Token));
        Directory.GetFiles(site.Folder, "site.kaki*").ShouldBeEmpty();
    }
}
