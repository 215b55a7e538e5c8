using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Host.Commands;

/// <summary>
/// For developers: <c>kaki migration draft FLOOR [NAME]</c> writes the next numbered SQL file of a floor for both providers from the model
/// and that floor's snapshot; <c>kaki migration first FLOOR</c> writes its first file anew, which is allowed only until a release has carried it.
/// </summary>
internal static class DraftMigration
{
    private const string Folder = "src/Host/Migrations";

    private static readonly string Usage = $"""
        kaki migration draft FLOOR [NAME]   writes the next SQL file of a floor for both databases
        kaki migration first FLOOR          writes its first file anew; only until a release has carried it

        FLOOR is {string.Join(", ", House.Floors.Select(f => f.Name))}. Run it from the root of the repository.
        """;

    public static Task<int> Run(string[] args)
    {
        if (args is not [("draft" or "first") and var verb, var floorName, ..] || House.Floors.FirstOrDefault(f => f.Name == floorName) is not { } floor)
        {
            var help = args is ["--help" or "-h"];
            (help ? Console.Out : Console.Error).WriteLine(Usage);
            return Task.FromResult(help ? 0 : 2);
        }
        if (verb == "first") Forget(floor);
        var number = verb == "first" ? floor.Floor : Directory.EnumerateFiles(Folder, "*.sql").Select(f => int.Parse(Path.GetFileName(f)[..4])).Max() + 1;
        foreach (var provider in Enum.GetValues<Provider>())
            if (!Write(floor, provider, $"{number:0000}_{args.ElementAtOrDefault(2) ?? floor.Name}", first: verb == "first")) return Task.FromResult(1);
        return Task.FromResult(0);
    }

    private static void Forget(IModule floor)
    {
        foreach (var file in Directory.EnumerateFiles(Folder, $"{floor.Floor:0000}_*").Concat(Directory.EnumerateFiles(Folder, $"{floor.Name}.*.snapshot.json")).ToList()) File.Delete(file);
    }

    private static bool Write(IModule floor, Provider provider, string name, bool first)
    {
        using var db = Database(provider);
        var draft = new Draft(db);
        var prefix = floor.Name + "_";
        var path = $"{Folder}/{floor.Name}.{provider.ToString().ToLowerInvariant()}.snapshot.json";
        var operations = draft.Operations(prefix, Snapshot.Read(path));
        if (operations.Any(o => o.IsDestructiveChange))
        {
            Console.Error.WriteLine($"{floor.Name}: the difference drops something. A rename looks like that: write this migration by hand, then draft again.");
            return false;
        }
        if (operations.Count > 0 || first)
            File.WriteAllText($"{Folder}/{name}.{provider.ToString().ToLowerInvariant()}.sql", draft.Sql(operations) + (first ? Raw(floor, provider) : ""));
        draft.Now(prefix).Write(path);
        Console.WriteLine($"{provider}: {operations.Count} operations");
        return true;
    }

    private static string Raw(IModule floor, Provider provider) => string.Concat(floor.RawSql(provider).Select(s => s.TrimEnd().TrimEnd(';') + ";\n\n"));

    internal static AppDb Database(Provider provider)
    {
        var settings = new DatabaseSettings(provider, provider == Provider.Sqlite ? "Data Source=:memory:" : "Host=localhost");
        var options = new DbContextOptionsBuilder<AppDb>();
        DatabaseServices.Use(options, settings);
        return new AppDb(options.Options, House.Floors, settings, new WriteGate(settings), new Subscriptions([]), new Ids(TimeProvider.System));
    }
}
