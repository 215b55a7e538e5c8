using System.Net;
using System.Net.Sockets;
using Kaki.Kernel;
using Kaki.Kernel.Blobs;
using Npgsql;

namespace Kaki.Host.Commands;

/// <summary>Looks, before the site opens, whether it can: a free port, a folder it may write in, a PostgreSQL that answers. Else one line says what to do.</summary>
internal static class Doorstep
{
    /// <param name="postgres">Null for the embedded database.</param>
    /// <exception cref="CannotOpen">It cannot; the words are for the terminal.</exception>
    public static async Task Check(string host, int port, string data, string? postgres)
    {
        Port(host, port);
        Folder(Path.GetFullPath(data));
        if (postgres is { Length: > 0 }) await Answers(postgres);
    }

    private static void Port(string host, int port)
    {
        if (port is < 1 or > 65535) throw new UsageError($"--port wants a number from 1 to 65535, not {port}.");
        var address = Address(host);
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new CannotOpen(e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"Port {port} is taken, perhaps by a Kaki that already runs. Stop what listens there, or choose another: --port {(port < 65535 ? port + 1 : port - 1)}",
                SocketError.AccessDenied => $"Port {port} is not for everybody to take. Choose one from 1024: --port 5005",
                SocketError.AddressNotAvailable => $"{host} is no address of this machine. --host 127.0.0.1 listens for this machine alone, --host 0.0.0.0 for all.",
                _ => $"Nobody can listen on {host}:{port}: {e.Message}",
            });
        }
    }

    // To the server any other name would mean every address of the machine.
    private static IPAddress Address(string host) =>
        host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : throw new UsageError($"--host wants an address of this machine, not {host}: 127.0.0.1 listens for this machine alone, 0.0.0.0 for all.");

    private static void Folder(string folder)
    {
        try
        {
            OwnerOnly.Folder(folder);
            using var trial = new FileStream(Path.Combine(folder, $".trial-{Environment.ProcessId}"), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotOpen($"The data folder {folder} cannot be written. Give this user the right to, or name another: --data DIR   ({e.Message})");
        }
    }

    /// <exception cref="CannotOpen">What is configured as the store of pictures is not enough to find it.</exception>
    public static void Blobs(IServiceProvider services)
    {
        try { _ = services.GetRequiredService<IBlobs>(); }
        catch (InvalidOperationException e) { throw new CannotOpen(e.Message); }
    }

    /// <exception cref="CannotOpen">It does not answer, or refuses.</exception>
    public static async Task Answers(string postgres)
    {
        try
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync();
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException or FormatException or TimeoutException or SocketException)
        {
            throw new CannotOpen($"PostgreSQL does not let us in: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. See that it runs, that the database exists, and that --postgres \"Host=…;Database=…;Username=…\" is right.");
        }
    }
}

/// <summary>The site cannot open here; the words say why and what to do.</summary>
internal sealed class CannotOpen(string words) : Exception(words);
