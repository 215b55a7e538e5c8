using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Kernel.Pictures;

public class SweepPicturesTests
{
    [Theory, BothDatabases]
    public async Task A_picture_nobody_uses_goes_after_a_day_and_an_hour(Provider provider)
    {
        await using var room = new Room(provider);
        var picture = await room.Add();
        (await room.Sweep(TimeSpan.FromHours(23))).ShouldBe(0);
        (await room.StateOf(picture)).ShouldBe(PictureState.Kept);
        (await room.Sweep(TimeSpan.FromHours(25))).ShouldBe(0);
        (await room.StateOf(picture)).ShouldBe(PictureState.Leaving);
        (await room.Stored(picture)).ShouldBeTrue("it only left the shelf");
        (await room.Sweep(TimeSpan.FromHours(25.5))).ShouldBe(0);
        (await room.Sweep(TimeSpan.FromHours(27))).ShouldBe(1);
        (await room.StateOf(picture)).ShouldBeNull();
        (await room.Stored(picture)).ShouldBeFalse();
    }

    [Theory, BothDatabases]
    public async Task A_picture_in_use_stays_until_it_is_let_go(Provider provider)
    {
        await using var room = new Room(provider);
        var picture = await room.Add();
        room.Used.Add(picture.Id);
        await room.Sweep(TimeSpan.FromDays(2));
        await room.Sweep(TimeSpan.FromDays(3));
        (await room.StateOf(picture)).ShouldBe(PictureState.Kept);
        room.Used.Clear();
        await room.Sweep(TimeSpan.FromDays(4));
        (await room.StateOf(picture)).ShouldBe(PictureState.Kept, "it is asked about once a week");
        await room.Sweep(TimeSpan.FromDays(10));
        (await room.Sweep(TimeSpan.FromDays(11))).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_picture_taken_up_at_the_last_moment_stays(Provider provider)
    {
        await using var room = new Room(provider);
        var picture = await room.Add();
        await room.Sweep(TimeSpan.FromHours(25));
        room.Used.Add(picture.Id);
        (await room.Sweep(TimeSpan.FromHours(27))).ShouldBe(0);
        (await room.StateOf(picture)).ShouldBe(PictureState.Kept);
        (await room.Stored(picture)).ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task A_picture_in_use_that_a_room_hides_is_taken_down_and_put_back(Provider provider)
    {
        await using var room = new Room(provider);
        var picture = await room.Add();
        room.Used.Add(picture.Id);
        room.Hidden.Add(picture.Id);
        await room.Sweep(TimeSpan.FromDays(2));
        (await room.StateOf(picture)).ShouldBe(PictureState.TakenDown);
        room.Hidden.Clear();
        await room.Sweep(TimeSpan.FromHours(49)); // what has just been turned is asked about soon again
        (await room.StateOf(picture)).ShouldBe(PictureState.Kept);
    }

    [Theory, BothDatabases]
    public async Task Every_page_of_many_is_swept(Provider provider)
    {
        await using var room = new Room(provider);
        var developed = new Developed(10, 10, "#102030", "000000", [[1], [1], [1]]);
        for (var n = 0; n < 450; n++) room.Db.Add(new Picture(1, PicturePurpose.Note, developed, room.Start));
        await room.Db.SaveChangesAsync();
        await room.Sweep(TimeSpan.FromHours(25));
        (await room.Sweep(TimeSpan.FromHours(27))).ShouldBe(450);
        (await room.Db.Set<Picture>().CountAsync()).ShouldBe(0);
    }

    /// <summary>An own database and folder, a clock that is set, and a room that says what it uses.</summary>
    private sealed class Room : TimeProvider, IPictureUse, IAsyncDisposable
    {
        private readonly OwnDatabase database;
        private readonly string folder = Directory.CreateTempSubdirectory("kaki-sweep-").FullName;
        private readonly FolderBlobs blobs;
        private DateTimeOffset now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

        public Room(Provider provider)
        {
            database = new OwnDatabase(provider);
            database.Db.Database.EnsureCreated();
            blobs = new FolderBlobs(folder);
            Start = Kaki.Kernel.Instant.Now(this);
        }

        public HashSet<long> Used { get; } = [];
        public HashSet<long> Hidden { get; } = [];
        public AppDb Db => database.Db;
        public Kaki.Kernel.Instant Start { get; }

        public override DateTimeOffset GetUtcNow() => now;

        Task<IReadOnlyCollection<long>> IPictureUse.Used(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyCollection<long>>([.. ids.Where(Used.Contains)]);

        Task<IReadOnlyCollection<long>> IPictureUse.Shown(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyCollection<long>>([.. ids.Where(Used.Contains).Except(Hidden)]);

        public async Task<Picture> Add()
        {
            var picture = new Picture(1, PicturePurpose.Note, new Developed(10, 10, "#102030", "000000", [[1], [2], [3]]), Start);
            Db.Add(picture);
            await Db.SaveChangesAsync();
            foreach (var size in Picture.Sizes) await blobs.Put(Picture.Key(picture.Id, size), new MemoryStream([1]), AddPicture.ContentType);
            return picture;
        }

        public Task<int> Sweep(TimeSpan later)
        {
            now = Start.Time + later;
            Db.ChangeTracker.Clear();
            return new SweepPictures(Db, blobs, [this], new FollowUse(new TakeDownPicture(Db, blobs, this), [this]), this).Run();
        }

        public async Task<PictureState?> StateOf(Picture picture) =>
            (await Db.Set<Picture>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == picture.Id))?.State;

        public async Task<bool> Stored(Picture picture) => (await blobs.List($"pictures/{new Kaki.Kernel.Id(picture.Id)}/")).Keys.Count == 3;

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
