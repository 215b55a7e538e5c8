using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Kaki.Host.Bench;
using Kaki.Host.Desk;
using Kaki.Host.Health;
using Kaki.Host.Machines;
using Kaki.Host.Stickers;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Kaki.People;
using Kaki.Place;
using Microsoft.Extensions.Localization;

namespace Kaki.Host.Http;

/// <summary>The web application: services of every floor, then the pipeline every request takes.</summary>
internal static class Site
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"), ApplicationName = typeof(Site).Assembly.GetName().Name });
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => { k.AddServerHeader = false; k.Limits.MaxRequestBodySize = 1024 * 1024; });
        builder.Configuration["Pictures:Program"] ??= typeof(Site).Assembly.Location; // the worker is this program again, whoever started it
        Log(builder.Logging, builder.Environment);
        AddServices(builder);
        var app = builder.Build();
        _ = Task.Run(() => BuildModel(app)); // the longest single step of a start, beside the others
        Use(app);
        return app;
    }

    private static void BuildModel(WebApplication app)
    {
        using var scope = app.Services.CreateScope();
        _ = scope.ServiceProvider.GetRequiredService<AppDb>().Model;
    }

    // One line of JSON an event where a machine reads it, plain words at a terminal. No request line is logged: paths and addresses are personal.
    private static void Log(ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)
            .AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None); // a unique row that is there already is no error here; one that is reaches the handler's log
        logging.AddFilter("Microsoft.EntityFrameworkCore.Query", level => level == LogLevel.Warning); // what fails in a query is logged where it is answered; what is refused there is no failure
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", LogLevel.Error); // a small form was read before its limit was known (AskFirst), and says so at each request
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // that keys lie in the database, beside what they seal, is meant so
        if (Console.IsOutputRedirected && !environment.IsEnvironment("Testing")) logging.AddJsonConsole(o => { o.UseUtcTimestamp = true; o.TimestampFormat = "O"; });
        else logging.AddSimpleConsole(o => o.SingleLine = true);
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        foreach (var floor in House.Floors) floor.Services(builder.Services, builder.Configuration);
        foreach (var floor in House.Floors) builder.Services.AddSingleton(floor);
        var words = new Words(House.Assemblies);
        builder.Services.AddSingleton(words).AddSingleton<IStringLocalizer>(words);
        builder.Services.AddSingleton(new Assets(Path.Combine(AppContext.BaseDirectory, "wwwroot", "built", "manifest.json")));
        builder.Services.AddSingleton<Face>().AddSingleton<ScriptWords>().AddScoped<Badges>();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // else every Chinese character leaves as a numeric entity
        builder.Services.AddConsole();
        builder.Services.AddProblemDetails();
        builder.Services.AddDescription();
        builder.Services.AddSingleton<ISitemapPart, FixedPages>();
        builder.Services.AddSingleton<Metrics>().AddHostedService<Telemetry>().AddHostedService<GiveBack>();
        builder.Services.AddResponseCompression(o => { o.EnableForHttps = true; o.MimeTypes = [.. Microsoft.AspNetCore.ResponseCompression.ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/manifest+json"]; });
        var mvc = builder.Services.AddRazorPages(o =>
        {
            o.RootDirectory = "/";
            o.Conventions.AddPageApplicationModelConvention("/Pages/Sure", page => page.EndpointMetadata.Add(OnceOnly.NotNeeded)); // a question is no act: its form's key is for the answer
            o.Conventions.ConfigureFilter(new Microsoft.AspNetCore.Mvc.ServiceFilterAttribute<Refused>());
            o.Conventions.ConfigureFilter(new Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute()); // SameOrigin guards every unsafe request instead
        });
        foreach (var floor in House.Floors) mvc.AddApplicationPart(floor.GetType().Assembly);
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(o => o.ValueCountLimit = 6000); // a product's table of variants; a body has a megabyte
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            o.SerializerOptions.TypeInfoResolver = (o.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(WholeLists.Check);
        });
    }

    private static void Use(WebApplication app)
    {
        if (Telemetry.IsOn(app.Configuration)) app.Use(Telemetry.Describe);
        app.UseProxies();
        app.UseBareEndpoint();
        _ = app.Services.GetRequiredService<Metrics>(); // listens from the first request on
        app.UseMiddleware<HeadAsGet>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<PageCache>();
        app.UseResponseCompression();
        app.UseMiddleware<Languages>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Refused.PagePath, AllowStatusCode404Response = true, SuppressDiagnosticsCallback = c => Refused.Translate(c.Exception) is not null });
        app.UseWhen(Refused.WantsPage, pages => pages.UseStatusCodePagesWithReExecute(Refused.PagePath, "?status={0}"));
        app.UseWhen(http => !Refused.WantsPage(http), programs => programs.UseStatusCodePages(c => c.HttpContext.RequestServices.GetRequiredService<Refused>().Say(c.HttpContext)));
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Lifetimes });
        app.UsePeople();
        app.UseMiddleware<SameOrigin>();
        app.UseMiddleware<WholeBodies>();
        app.UseMiddleware<AskFirst>();
        app.UseRouting();
        app.UseMiddleware<PicturesFromMembers>();
        app.UseMiddleware<OnceOnly>();
        app.UsePlace();
        foreach (var floor in House.Floors) floor.Routes(app);
        app.MapChoices();
        app.MapConsole();
        app.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json");
        HealthRoutes.Map(app);
        DrawSticker.Map(app);
        Robots.Map(app);
        Sitemap.Map(app);
        app.MapRazorPages();
    }

    // Built files carry their hash in their name and never change.
    private static void Lifetimes(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/built") ? "public, max-age=31536000, immutable" : "no-cache";

    public static async Task Migrate(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<DatabaseSettings>();
        await new Migrator(database, Migration.In(typeof(Site).Assembly, database.Provider), TimeProvider.System).Apply();
        foreach (var floor in House.Floors) _ = Task.Run(() => floor.Warm(app.Services));
    }
}
