using System.Diagnostics;

namespace Kaki.Tests.Harness;

/// <summary>A PostgreSQL of this run's own: a new cluster in a temporary folder on a free loopback port, gone when the process ends.</summary>
internal static class ThrowawayPostgres
{
    private static readonly Lazy<string> Server = new(Start);
    private static int databases;

    /// <summary>The connection string of a new, empty database.</summary>
    public static string NewDatabase()
    {
        var name = $"kaki{Interlocked.Increment(ref databases)}";
        using var connection = new Npgsql.NpgsqlConnection(Server.Value + ";Database=postgres");
        connection.Open();
        using var command = new Npgsql.NpgsqlCommand($"create database {name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'", connection);
        command.ExecuteNonQuery();
        return $"{Server.Value};Database={name}";
    }

    private static string Start()
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").OrderBy(d => d).LastOrDefault() is { } version ? Path.Combine(version, "bin")
            : throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        var folder = Directory.CreateTempSubdirectory("kaki-postgres-").FullName;
        var port = Free.Port();
        var script = $"""
            set -e
            {bin}/initdb -D {folder}/data -U kaki -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
            {bin}/pg_ctl -D {folder}/data -w -l {folder}/log -o "-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c max_connections=200" start >/dev/null
            {Watch($"{bin}/pg_ctl -D {folder}/data -m immediate stop; rm -rf {folder}")}
            """;
        if (Environment.UserName == "root") Run("chown", "postgres", folder);
        AsPostgres(script);
        return $"Host=127.0.0.1;Port={port};Username=kaki;Maximum Pool Size=60";
    }

    // Waits for the end of the run, however it ends: one that is killed could end no other process itself.
    private static string Watch(string then) => $"(setsid bash -c 'while [ -d /proc/{Environment.ProcessId} ]; do sleep 1; done; {then}' >/dev/null 2>&1 &)";

    // PostgreSQL refuses to run as root.
    private static void AsPostgres(string script)
    {
        if (Environment.UserName == "root") Run("runuser", "-u", "postgres", "--", "bash", "-c", script);
        else Run("bash", "-c", script);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, WorkingDirectory = "/" })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed: {errors.Result}");
    }
}
