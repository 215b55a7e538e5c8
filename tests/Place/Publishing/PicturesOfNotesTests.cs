using System.Data.Common;
using Kaki.Host;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Pictures;
using Kaki.Place.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Publishing;

public class PicturesOfNotesTests
{
    [Theory, BothDatabases]
    public async Task Drafts_are_read_one_owner_after_another(Provider provider)
    {
        var site = TestSite.On(provider);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var pictures = Enumerable.Range(0, 6).Select(_ => new Picture(db.NextId(), PicturePurpose.Note, new Developed(10, 10, "#102030", "000000", [[1], [1], [1]]), Instant.Now(TimeProvider.System))).ToList();
        db.AddRange(pictures);
        foreach (var p in pictures) db.AddRange(Drafts(db, p, holds: p != pictures[0]));
        await db.SaveChangesAsync();
        var reads = new Reads();
        await using var watched = Open(site.Services.GetRequiredService<DatabaseSettings>(), reads);
        (await new PicturesOfNotes(watched).Used([.. pictures.Select(p => p.Id)], default)).Order().ShouldBe(pictures.Skip(1).Select(p => p.Id).Order());
        reads.Most.ShouldBeInRange(1, 6); // somebody's three drafts, not those of all
    }

    private static IEnumerable<Draft> Drafts(AppDb db, Picture picture, bool holds) => Enumerable.Range(0, 3).Select(i =>
    {
        var draft = new Draft { Id = db.NextId(), OwnerId = picture.OwnerId };
        draft.Save(new() { Title = $"Draft {i}", Pictures = holds && i == 1 ? [new() { Id = picture.Id }] : [] }, Instant.Now(TimeProvider.System));
        return draft;
    });

    private static AppDb Open(DatabaseSettings settings, Reads reads)
    {
        var options = new DbContextOptionsBuilder<AppDb>();
        DatabaseServices.Use(options, settings);
        return new AppDb(options.AddInterceptors(reads).Options, House.Floors, settings, new WriteGate(settings), new Subscriptions([]), new Ids(TimeProvider.System));
    }

    /// <summary>How many rows the longest answer about drafts had.</summary>
    private sealed class Reads : DbCommandInterceptor
    {
        public int Most { get; private set; }

        public override ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData data, InterceptionResult result)
        {
            if (command.CommandText.Contains("place_drafts", StringComparison.Ordinal)) Most = Math.Max(Most, data.ReadCount);
            return new(result);
        }
    }
}
