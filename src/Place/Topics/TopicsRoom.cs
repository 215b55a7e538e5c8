using Kaki.Kernel.Outbox;
using Kaki.Kernel.Schedule;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Topics;

internal static class TopicsRoom
{
    public static void Services(IServiceCollection services)
    {
        services.AddScoped<FollowTopic>().AddScoped<DescribeTopic>().AddScoped<SuggestTopics>().AddScoped<ListTopics>().AddScoped<ReadTopic>().AddScheduled<CountTopics>();
        services.AddHandler<NotePublished, CountTopics>().AddHandler<NoteEdited, CountTopics>().AddHandler<NoteGone, CountTopics>().AddHandler<NoteRestored, CountTopics>();
    }

    public static void Model(ModelBuilder model) => Topic.Map(model);

    public static void Map(IEndpointRouteBuilder routes)
    {
        ListTopics.Map(routes);
        SuggestTopics.Map(routes);
        ReadTopic.Map(routes);
        FollowTopic.Map(routes);
        DescribeTopic.Map(routes);
        TopicFeed.Map(routes);
    }
}
