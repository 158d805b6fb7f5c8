using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Why the service does not start on a PostgreSQL database, in one line that names what to do and no password.</summary>
internal static class PostgresRefusals
{
    private const string Setting = "ConnectionStrings__Postgres";

    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw new DatabaseRefusedException($"{Setting} is not a connection string such as Host=db;Database=consent;Username=consent;Password=…", malformed);
        }
    }

    public static DatabaseRefusedException Of(NpgsqlException failure, NpgsqlConnectionStringBuilder settings)
    {
        var place = $"{settings.Host}:{settings.Port}";
        return new DatabaseRefusedException((failure as PostgresException)?.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
                => $"PostgreSQL at {place} does not let '{settings.Username}' in. Check the user and the password in {Setting}.",
            PostgresErrorCodes.InvalidCatalogName => $"PostgreSQL at {place} has no database '{settings.Database}'. Create it, or correct {Setting}.",
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName
                => $"PostgreSQL at {place} does not let '{settings.Username}' make tables in '{settings.Database}'. Make it the owner of the database.",
            PostgresErrorCodes.ReadOnlySqlTransaction => $"PostgreSQL at {place} is read-only. Name the primary server in {Setting}.",
            PostgresErrorCodes.TooManyConnections => $"PostgreSQL at {place} has no free connections. Raise its max_connections, or stop other clients.",
            PostgresErrorCodes.DiskFull => $"PostgreSQL at {place} has no space. Free some and start again.",
            { } state => $"PostgreSQL at {place} refuses '{settings.Database}' with error {state}: {OneLine(((PostgresException)failure).MessageText)}",
            null when IsPasswordMissing(failure) => $"PostgreSQL at {place} asks for a password of '{settings.Username}'. Add Password=… to {Setting}.",
            null => $"PostgreSQL at {place} does not answer: {OneLine((failure.InnerException ?? failure).Message)}. Start it, or correct {Setting}.",
        }, failure);
    }

    // The driver has no type for it.
    private static bool IsPasswordMissing(NpgsqlException failure) => failure.Message.Contains("No password", StringComparison.Ordinal);

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
