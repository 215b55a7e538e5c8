using Kaki.Kernel.Outbox;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel.Pictures;

internal static class PictureServices
{
    public static IServiceCollection AddPictures(this IServiceCollection services)
    {
        services.AddSingleton(s => Settings(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Darkroom>();
        services.AddScoped<AddPicture>();
        return services.AddHandler<PictureUseChanged, FollowUse>().AddHandler<PictureTakenDown, TakeDownPicture>().AddHandler<PicturePutBack, TakeDownPicture>();
    }

    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        AddPicture.Route(routes);
        ServePicture.Route(routes);
    }

    private static PictureSettings Settings(IConfiguration configuration)
    {
        var section = configuration.GetSection("Pictures");
        var plain = new PictureSettings { Program = section["Program"] is { Length: > 0 } program ? program : Environment.ProcessPath! };
        return plain with
        {
            Workers = Number(section, "Workers", plain.Workers, 1, 16),
            Queue = Number(section, "Queue", plain.Queue, 1, 1000),
            CpuSeconds = Number(section, "CpuSeconds", plain.CpuSeconds, 10, 3600),
            AddressSpace = Number(section, "AddressSpace", plain.AddressSpace, 1024, 65536),
        };
    }

    private static int Number(IConfiguration section, string key, int otherwise, int least, int most) =>
        Math.Clamp(section.GetValue(key, otherwise), least, most);
}
