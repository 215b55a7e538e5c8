using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Schedule;
using Kaki.Place.Cards;
using Kaki.Place.Comments;
using Kaki.Place.Feed;
using Kaki.Place.Liking;
using Kaki.Place.Moderating;
using Kaki.Place.Notes;
using Kaki.Place.Profile;
using Kaki.Place.Publishing;
using Kaki.Place.Reporting;
using Kaki.Place.Saving;
using Kaki.Place.Search;
using Kaki.Place.Syndication;
using Kaki.Place.Topics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place;

public sealed class PlaceModule : IModule
{
    public string Name => "place";
    public int Floor => 5;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ISitemapPart, NotesInSitemap>().AddScoped<ISitemapPart, TopicsInSitemap>().AddScoped<IPictureUse, PicturesOfNotes>();
        services.AddScoped<NoteAccess>().AddScoped<ReadNote>().AddScoped<ReadHistory>().AddScoped<NotesOfProduct>().AddScoped<INotesOfProduct>(s => s.GetRequiredService<NotesOfProduct>());
        services.AddScoped<CheckNote>().AddScoped<TellOfNote>().AddScoped<PublishNote>().AddScoped<EditNote>().AddScoped<DeleteNote>().AddScoped<ReportNote>().AddScoped<ForgetPicture>().AddScoped<KeepDraft>().AddScoped<FillNoteForm>().AddScoped<FilesOfForm>();
        services.AddHandler<NoteGone, HidePictures>().AddHandler<NoteRestored, HidePictures>().AddHandler<NoteEdited, HidePictures>().AddHandler<NotePublished, HidePictures>();
        services.AddScoped<LikeNote>().AddScoped<SaveNote>().AddScoped<KeepCollection>().AddScoped<ReadCollection>();
        services.AddSingleton<CardShelf>().AddScoped<NoteCards>().AddScoped<CardList>().AddScoped<FeedEntries>();
        services.AddSingleton<Frames>().AddScoped<Tastes>().AddScoped<Channels>().AddSingleton<FeedPool>().AddSingleton<Cities>().AddSingleton<SharedLists>().AddSingleton<ServedLists>().AddHostedService(s => s.GetRequiredService<ServedLists>());
        services.AddScoped<Discover>().AddScoped<Following>().AddScoped<Nearby>().AddScoped<TellShown>();
        services.AddHandler<NotePublished, FreshFeed>().AddHandler<NoteEdited, FreshFeed>().AddHandler<NoteGone, FreshFeed>().AddHandler<NoteRestored, FreshFeed>();
        services.AddScoped(s => new BringNotes(s.GetRequiredService<Kernel.Data.AppDb>(), s.GetRequiredService<Kernel.Imports.BroughtBook>(), s.GetRequiredService<TopicNames>(), s.GetRequiredService<Trust.Screening.Screen>()));
        services.AddScoped(s => new BringShelves(s.GetRequiredService<Kernel.Data.AppDb>(), s.GetRequiredService<Kernel.Imports.BroughtBook>(), s.GetRequiredService<TopicNames>()));
        services.AddScheduled<PublishScheduled>().AddScheduled<SweepServedLists>();
        services.AddScoped<TopicNames>().AddScoped<HotTopics>();
        CommentsRoom.Services(services);
        SearchRoom.Services(services);
        TopicsRoom.Services(services);
        ProfileRoom.Services(services);
        ModeratingRoom.Services(services);
    }

    public async Task Warm(IServiceProvider services)
    {
        var pool = await services.GetRequiredService<FeedPool>().Current();
        foreach (var language in pool.Candidates.Select(c => c.Language).Distinct()) pool.Ranked(language);
    }

    public void Model(ModelBuilder model)
    {
        Note.Map(model);
        Draft.Map(model);
        Like.Map(model);
        Save.Map(model);
        NoteReport.Map(model);
        TopicsRoom.Model(model);
        ServedList.Map(model);
        CommentsRoom.Model(model);
        SearchRoom.Model(model);
    }

    public void Routes(IEndpointRouteBuilder routes)
    {
        ReadNote.Map(routes);
        ReadHistory.Map(routes);
        NotesOfProduct.Map(routes);
        ModeratingRoom.Routes(routes);
        PublishNote.Map(routes);
        EditNote.Map(routes);
        DeleteNote.Map(routes);
        ForgetPicture.Map(routes);
        ReportNote.Map(routes);
        KeepDraft.Map(routes);
        LikeNote.Map(routes);
        SaveNote.Map(routes);
        KeepCollection.Map(routes);
        ReadCollection.Map(routes);
        ReadFeed.Map(routes);
        TellShown.Map(routes);
        CommentsRoom.Map(routes);
        SearchRoom.Map(routes);
        TopicsRoom.Map(routes);
        ProfileRoom.Map(routes);
    }

    public IEnumerable<string> RawSql(Kaki.Kernel.Data.Provider provider) => FullText.RawSql(provider);
}

public static class PlaceInPipeline
{
    /// <summary>Feeds of signed-in readers from kept frames; after routing, so that they are counted under their route.</summary>
    public static IApplicationBuilder UsePlace(this IApplicationBuilder app) => app.UseMiddleware<FramedFeed>();
}
