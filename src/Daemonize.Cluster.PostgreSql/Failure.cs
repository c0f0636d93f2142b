using Npgsql;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>What the client library reports, as a user can act on it.</summary>
internal static class Failure
{
    private const string Grants = "grant SELECT, INSERT, UPDATE and DELETE on the tables daemonize_*, and USAGE on their schema";

    /// <summary>The advice about tables that this role cannot create.</summary>
    public const string HaveTablesCreated = "have their owner run the statements that the program prints with \"unit postgresql\"";

    /// <summary>Whether the server has undone the statement because of others, so that it can be repeated at once.</summary>
    public static bool IsConflict(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>Describes a failure: what, why, and what to do, in one line.</summary>
    /// <param name="place">The server, as messages name it.</param>
    /// <param name="exception">What the client library has thrown.</param>
    /// <param name="isChoice">Whether there are several servers: that none of them suits may change.</param>
    public static ClusterStoreException Describe(string place, Exception exception, bool isChoice)
    {
        // Each server that was tried has its own failure. The one that has answered says most.
        Exception[] causes =
            exception is NpgsqlException { InnerException: AggregateException all } ? [.. all.InnerExceptions] : [exception];
        var cause = causes.FirstOrDefault(static cause => cause is PostgresException) ?? causes[0];
        var (what, advice, _) = Classify(cause, isChoice);
        return new($"{place} {what}: {OneLine(cause)}; {advice}", cause)
        {
            IsPermanent = causes.All(cause => Classify(cause, isChoice).IsPermanent),
        };
    }

    private static (string What, string Advice, bool IsPermanent) Classify(Exception cause, bool isChoice) => cause switch
    {
        PostgresException refusal => Classify(refusal),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } =>
            ("does not answer", "check that it runs and is not overloaded", false),
        NpgsqlException { IsTransient: false, InnerException: null } => ("cannot be used", "check the URL of the store", !isChoice),
        _ => ("cannot be reached", "check that it runs, and that the URL of the store has its address", false),
    };

    private static (string What, string Advice, bool IsPermanent) Classify(PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            ("refuses the user", "check user and password: in the URL of the store, PGPASSWORD or the password file", true),
        PostgresErrorCodes.InvalidCatalogName =>
            ("lacks the database", "create it, or change the URL of the store", true),
        PostgresErrorCodes.InsufficientPrivilege =>
            ("denies a right", Grants, true),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            ("lacks the tables", HaveTablesCreated, true),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            ("is read-only", "give the URL of the store the primary server's host, or all hosts", false),
        PostgresErrorCodes.TooManyConnections =>
            ("has too many connections", "raise max_connections, or put a pooler in front of it", false),

        // Class 42 is a statement that the server does not understand: another product, perhaps. It will not learn it.
        ['4', '2', ..] => ("does not understand a statement", "use PostgreSQL 13 or later", true),
        _ => ("reports an error", "see the log of the server", false),
    };

    private static string OneLine(Exception cause)
    {
        var text = cause switch
        {
            PostgresException refusal => refusal.MessageText,
            NpgsqlException { InnerException: { } inner } => inner.Message,
            _ => cause.Message,
        };
        return text.ReplaceLineEndings(" ").TrimEnd('.');
    }
}
