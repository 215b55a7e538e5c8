using Kaki.Kernel.Pictures;
using Kaki.Kernel.Schedule;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Comments;

internal static class CommentsRoom
{
    public static void Services(IServiceCollection services) => services
        .AddScoped<CommentAccess>().AddScoped<TellOfComment>().AddScoped<CommentSight>().AddScoped<ListComments>().AddScoped<ReadThread>().AddScoped<WriteComment>().AddScoped<EditComment>().AddScoped<DeleteComment>()
        .AddScoped<LikeComment>().AddScoped<RuleComment>().AddScoped<ReportComment>().AddScoped<FilterWords>().AddScoped<ListHeld>()
        .AddScoped<IPictureUse, CommentPictures>().AddScheduled<SweepComments>();

    public static void Model(ModelBuilder model) => Comment.Map(model);

    public static void Map(IEndpointRouteBuilder routes)
    {
        ListComments.Map(routes);
        ReadThread.Map(routes);
        WriteComment.Map(routes);
        EditComment.Map(routes);
        DeleteComment.Map(routes);
        LikeComment.Map(routes);
        RuleComment.Map(routes);
        ReportComment.Map(routes);
        FilterWords.Map(routes);
        ListHeld.Map(routes);
        Sticker.Map(routes);
    }
}
