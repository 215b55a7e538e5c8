using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Place.Search;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Moderating;

internal static class ModeratingRoom
{
    public static void Services(IServiceCollection services)
    {
        services.AddScoped(s => new ModerateNote(s.GetRequiredService<AppDb>()));
        services.AddScoped(s => new NotesToModerate(s.GetRequiredService<AppDb>(), s.GetRequiredService<PeopleReads>(), s.GetRequiredService<Screen>()));
        services.AddScoped(s => new ModerateComment(s.GetRequiredService<AppDb>()));
        services.AddScoped(s => new CommentsToModerate(s.GetRequiredService<AppDb>(), s.GetRequiredService<PeopleReads>(), s.GetRequiredService<Screen>()));
        services.AddScoped(s => new NoteTitles(s.GetRequiredService<AppDb>()));
        services.AddScoped<IAwaitsDecision, MarkedNotesAwait>().AddScoped<IAwaitsDecision, CommentsAwait>().AddScoped<IInvariant, NoteCounts>().AddScoped<IDayNumbers, PlaceOfDay>();
        services.AddScoped<IProjection, SearchProjection>();
    }

    public static void Routes(IEndpointRouteBuilder routes)
    {
        ModerateNote.Map(routes);
        NotesToModerate.Map(routes);
        ModerateComment.Map(routes);
        CommentsToModerate.Map(routes);
    }
}
