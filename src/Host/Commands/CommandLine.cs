using Kaki.Host.Bench;
using Kaki.Kernel.Data.Migrations;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Commands;

/// <summary>Every command of <c>bin/kaki</c>, in the order its help shows them.</summary>
internal static class CommandLine
{
    private sealed record Command(string Name, string What, Func<string[], Task<int>> Run, bool Hidden = false);

    private static readonly Command[] Commands =
    [
        new("run", "start the site", Serve.Run),
        new("import", "bring pictures, goods and reviews in from a folder", ImportCommand.Run),
        new("doctor", "look the site over, and say what to do about what is found", Doctor.Run),
        new("backup", "write the whole site to one file", Backup.Run),
        new("restore", "put a backup in the place of a site", Restore.Run),
        new("rebuild", "make day counters and indexes anew", Rebuild.Run),
        new("pictures", "develop pictures; started by the site itself", _ => Task.FromResult(PictureWorker.Main()), Hidden: true),
        new("bench", "measure it; bench alone lists what", Benches.Run),
        new("migration", "draft a migration (for developers)", DraftMigration.Run),
    ];

    public static async Task<int> Run(string[] args)
    {
        // Without a command (the test host) the site starts as it is configured.
        if (args is [] or [['-', ..], ..] && args is not ["--help" or "-h", ..]) return await Serve.Bare(args);
        if (Commands.FirstOrDefault(c => c.Name == args[0]) is not { } command) return Help(args[0]);
        return command.Hidden ? await command.Run(args[1..]) : await Told(() => command.Run(args[1..]));
    }

    // Whoever types a command reads a line of what to do; the trace is for whoever mends the program.
    private static async Task<int> Told(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (UsageError wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (Exception refused) when (refused is MigrationRefused or CannotOpen)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 130;
        }
        catch (Exception broke)
        {
            await Console.Error.WriteLineAsync(BrokeOff.Words(broke));
            return 1;
        }
    }

    private static int Help(string asked)
    {
        var known = asked is "--help" or "-h" or "help";
        if (!known) Console.Error.WriteLine($"{asked} is no command of kaki.");
        Console.WriteLine("kaki COMMAND [options]; each has --help\n");
        foreach (var command in Commands.Where(c => !c.Hidden)) Console.WriteLine($"  {command.Name,-10} {command.What}");
        return known ? 0 : 2;
    }
}
