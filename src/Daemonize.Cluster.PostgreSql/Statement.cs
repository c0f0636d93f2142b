using Npgsql;
using NpgsqlTypes;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>A statement with its parameters, which it names by their places.</summary>
internal sealed class Statement(string text)
{
    private readonly List<Func<NpgsqlParameter>> _parameters = [];

    /// <summary>Adds the next parameter.</summary>
    public Statement With<T>(T value)
        where T : notnull
    {
        _parameters.Add(() => new NpgsqlParameter<T> { TypedValue = value });
        return this;
    }

    /// <summary>Adds the next parameter, a number that may be missing.</summary>
    public Statement WithNullable(long? value)
    {
        _parameters.Add(
            () => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = value is { } number ? number : DBNull.Value });
        return this;
    }

    /// <summary>Adds the next parameter, a duration in milliseconds.</summary>
    public Statement With(TimeSpan duration) => With((long)duration.TotalMilliseconds);

    /// <summary>Creates the command. A statement may need several, since it may be repeated.</summary>
    public NpgsqlCommand CreateCommand(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var create in _parameters)
        {
            command.Parameters.Add(create());
        }

        return command;
    }
}
