using Kaki.Host.Commands;

return await CommandLine.Run(args);

internal sealed partial class Program;
