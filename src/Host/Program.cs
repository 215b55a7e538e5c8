using Kaki.Host.Commands;

return await (args.FirstOrDefault() switch
{
    "migration" => DraftMigration.Run(args[1..]),
    _ => Serve.Run(args),
});

internal sealed partial class Program;
