using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Schedule;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Interests;
using Kaki.People.Keys;
using Kaki.People.Mail;
using Kaki.People.Notices;
using Kaki.People.Passkeys;
using Kaki.People.Profiles;
using Kaki.People.Roles;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kaki.People;

public sealed class PeopleModule : IModule
{
    public string Name => "people";
    public int Floor => 3;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = configuration.GetValue("People:PasswordIterations", 210_000));
        services.AddScoped(s => new BringPeople(s.GetRequiredService<Kernel.Data.AppDb>(), s.GetRequiredService<Passwords>()));
        services.AddSingleton<Passwords>().AddSingleton<SessionBook>().AddSingleton<UnreadBook>();
        services.AddSingleton<SessionNews>().AddHostedService(s => s.GetRequiredService<SessionNews>());
        services.AddScoped<ISitemapPart, PeopleInSitemap>();
        services.AddScoped<OpenSession>().AddScoped<EndSession>().AddScoped<ListSessions>();
        services.AddScoped<SignUp>().AddScoped<SignIn>().AddScoped<MyAccount>().AddScoped<ChangePassword>().AddScoped<AskReset>().AddScoped<ResetPassword>()
            .AddScoped<ChangeEmail>().AddScoped<ConfirmEmail>().AddScoped<WarnOwner>().AddScoped<Preferences>();
        services.AddScoped<EditProfile>().AddScoped<PickInterests>().AddScoped<IPictureUse, PicturesOfPeople>();
        services.AddScoped<FollowPerson>().AddScoped<AnswerFollower>().AddScoped<MutePerson>().AddScoped<BlockPerson>().AddScoped<ListBonds>();
        services.AddScoped<ListNotices>().AddScoped<SwitchNotices>().AddScoped<ForgetBetween>().AddScoped<IBadge, UnreadBadge>();
        services.AddScoped(s => new PeopleReads(s.GetRequiredService<AppDb>(), s.GetRequiredService<MemberShelf>())).AddScoped(s => new HouseKeepers(s.GetRequiredService<AppDb>()));
        services.AddScoped(s => new ParkedLetters(s.GetRequiredService<AppDb>(), s.GetRequiredService<TimeProvider>()));
        services.AddScoped(s => new GiveRole(s.GetRequiredService<AppDb>(), s.GetRequiredService<SessionNews>()));
        services.AddScoped(s => new ReadMemberFile(s.GetRequiredService<AppDb>(), s.GetRequiredService<PeopleReads>())).AddScoped<Kernel.Care.IDayNumbers, SignUpsOfDay>();
        services.AddHandler<NoticeDue, NoticeDueHandler>().AddHandler<WordsWithdrawn, WordsWithdrawnHandler>().AddHandler<WordsChanged, WordsChangedHandler>().AddHandler<ResetAsked, MailReset>().AddHandler<EmailGiven, MailConfirmation>().AddHandler<ApprovalEnded, LetWaitingIn>();
        services.AddScheduled<MailDigest>().AddScheduled<SweepPeople>();
        AddPasskeys(services, configuration);
        AddMail(services);
        services.AddDataProtection();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, DatabaseKeys>();
    }

    public void Routes(IEndpointRouteBuilder routes)
    {
        SignUp.Map(routes);
        SignIn.Map(routes);
        MyAccount.Map(routes);
        ChangePassword.Map(routes);
        ChangeEmail.Map(routes);
        AskReset.Map(routes);
        ResetPassword.Map(routes);
        Preferences.Map(routes);
        ListSessions.Map(routes);
        EndSession.Map(routes);
        AddPasskey.Map(routes);
        SignInByPasskey.Map(routes);
        KeepPasskeys.Map(routes);
        GiveRole.Map(routes);
        ReadMemberFile.Map(routes);
        EditProfile.Map(routes);
        ViewPerson.Map(routes);
        SuggestPeople.Map(routes);
        ListPeople.Map(routes);
        Profiles.Faces.Map(routes);
        PickInterests.Map(routes);
        FollowPerson.Map(routes);
        AnswerFollower.Map(routes);
        MutePerson.Map(routes);
        BlockPerson.Map(routes);
        ListBonds.Map(routes);
        ListNotices.Map(routes);
        SwitchNotices.Map(routes);
    }

    public void Model(ModelBuilder model)
    {
        Member.Map(model);
        Session.Map(model);
        MailToken.Map(model);
        Letter.Map(model);
        Passkey.Map(model);
        Challenge.Map(model);
        Interest.Map(model);
        BondTables.Map(model);
        Notice.Map(model);
        Withdrawn.Map(model);
        StoredKey.Map(model);
    }

    // The protocol alone: challenges live in our table, sessions are ours, so no cookie of the framework's is needed.
    private static void AddPasskeys(IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<Member>().AddUserStore<MemberStore>();
        services.AddScoped<IPasskeyHandler<Member>, PasskeyHandler<Member>>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.ServerDomain = configuration["PublicAddress"] is { Length: > 0 } address ? new Uri(address).Host : null; // null: the request's own
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
        });
        services.AddScoped<Challenges>().AddScoped<AddPasskey>().AddScoped<SignInByPasskey>().AddScoped<KeepPasskeys>();
    }

    private static void AddMail(IServiceCollection services)
    {
        services.AddSingleton(s => SettingsOf(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton(s => new SiteAddress(AddressOf(s.GetRequiredService<IConfiguration>())));
        services.AddSingleton<IMail>(s => s.GetRequiredService<MailSettings>() is { Host: not null } smtp ? new SmtpMail(smtp) : new FolderMail(s.GetRequiredService<MailSettings>()));
        services.AddSingleton<Postman>().AddHostedService(s => s.GetRequiredService<Postman>());
    }

    private static MailSettings SettingsOf(IConfiguration c) => new(
        c["Mail:From"] ?? "Kaki <kaki@localhost>", Path.Combine(Path.GetFullPath(c["Data"] ?? "data"), "mail"),
        c["Mail:Smtp:Host"] is { Length: > 0 } host ? host : null, c.GetValue("Mail:Smtp:Port", 587), c["Mail:Smtp:Tls"] ?? "starttls", c["Mail:Smtp:User"], c["Mail:Smtp:Password"]);

    private static string AddressOf(IConfiguration c) =>
        (c["PublicAddress"] ?? c["urls"]?.Split(';')[0].Replace("0.0.0.0", "localhost").Replace("127.0.0.1", "localhost") ?? "http://localhost:5005").TrimEnd('/');
}

public static class PeoplePipeline
{
    /// <summary>Finds out who asks. After the language is known and refusals are answered, before anything that needs the caller.</summary>
    public static IApplicationBuilder UsePeople(this IApplicationBuilder app) => app.UseMiddleware<WhoAsks>();
}
