namespace Kaki.Kernel.Data;

public enum Provider { Sqlite, Postgres }

/// <summary>Which database, and where: <c>Database:Postgres</c> when configured, else the file under <c>Data</c>.</summary>
public sealed record DatabaseSettings(Provider Provider, string ConnectionString);
