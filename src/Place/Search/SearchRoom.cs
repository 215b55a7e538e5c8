using Kaki.Goods;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Schedule;
using Kaki.People;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Search;

internal static class SearchRoom
{
    public static void Services(IServiceCollection services)
    {
        services.AddScoped<SearchIndex>().AddScoped<RebuildSearch>().AddScoped<SearchAll>().AddScoped<ShowFound>().AddScoped<SuggestSearch>().AddSingleton<HotSearches>().AddSingleton<Askers>().AddScheduled<SweepSearchAsks>();
        services.AddHandler<NotePublished, IndexOnNews>().AddHandler<NoteEdited, IndexOnNews>().AddHandler<NoteGone, IndexOnNews>().AddHandler<NoteRestored, IndexOnNews>();
        services.AddHandler<ProductChanged, IndexOnNews>().AddHandler<ProfileChanged, IndexOnNews>().AddHandler<MemberJoined, IndexOnNews>();
    }

    public static void Model(ModelBuilder model)
    {
        SearchDoc.Map(model);
        SearchAsk.Map(model);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        SearchAll.Map(routes);
        SuggestSearch.Map(routes);
        RebuildSearch.Map(routes);
    }
}
