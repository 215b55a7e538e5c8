using Kaki.Kernel;
using Kaki.People.Accounts;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.People;

public sealed class PeopleModule : IModule
{
    public string Name => "people";
    public int Floor => 3;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = configuration.GetValue("People:PasswordIterations", 210_000));
        services.AddSingleton<Passwords>().AddSingleton<SessionBook>();
        services.AddSingleton<SessionNews>().AddHostedService(s => s.GetRequiredService<SessionNews>());
        services.AddScoped<OpenSession>().AddScoped<EndSession>().AddScoped<ListSessions>();
        services.AddScoped(s => new PeopleReads(s.GetRequiredService<Kaki.Kernel.Data.AppDb>()));
        services.AddScoped<SignUp>().AddScoped<SignIn>().AddScoped<MyAccount>();
    }

    public void Routes(IEndpointRouteBuilder routes)
    {
        SignUp.Map(routes);
        SignIn.Map(routes);
        MyAccount.Map(routes);
        ListSessions.Map(routes);
        EndSession.Map(routes);
    }

    public void Model(ModelBuilder model)
    {
        Member.Map(model);
        Session.Map(model);
    }
}

public static class PeoplePipeline
{
    /// <summary>Finds out who asks. After the language is known and refusals are answered, before anything that needs the caller.</summary>
    public static IApplicationBuilder UsePeople(this IApplicationBuilder app) => app.UseMiddleware<WhoAsks>();
}
