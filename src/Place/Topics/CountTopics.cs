using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Schedule;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>
/// How many public notes a topic has: counted anew when a note about it comes or goes, and for all topics each hour,
/// which also finds those that an edited note is no longer about.
/// </summary>
internal sealed class CountTopics(AppDb db) : IScheduled, IHandle<NotePublished>, IHandle<NoteEdited>, IHandle<NoteGone>, IHandle<NoteRestored>
{
    public static string Name => "place.count-topics";
    public static TimeSpan Every => TimeSpan.FromHours(1);

    public Task Run(CancellationToken cancel) => Count(db.Set<Topic>(), cancel);

    public Task Handle(NotePublished fact, CancellationToken cancel) => Count(TopicsOf(fact.NoteId), cancel);
    public Task Handle(NoteEdited fact, CancellationToken cancel) => Count(TopicsOf(fact.NoteId), cancel);
    public Task Handle(NoteGone fact, CancellationToken cancel) => Count(TopicsOf(fact.NoteId), cancel);
    public Task Handle(NoteRestored fact, CancellationToken cancel) => Count(TopicsOf(fact.NoteId), cancel);

    private IQueryable<Topic> TopicsOf(long note) => db.Set<Topic>().Where(t => db.Set<NoteTopic>().Any(n => n.NoteId == note && n.TopicId == t.Id));

    private async Task Count(IQueryable<Topic> topics, CancellationToken cancel)
    {
        using var held = db.Database.CurrentTransaction is null ? await db.EnterGate(cancel) : default;
        await topics.ExecuteUpdateAsync(s => s.SetProperty(t => t.NoteCount, t => db.Set<NoteTopic>()
            .Count(n => n.TopicId == t.Id && db.Set<Note>().Any(x => x.Id == n.NoteId && x.State == NoteState.Published && x.Visibility == Visibility.Public))), cancel);
    }
}
