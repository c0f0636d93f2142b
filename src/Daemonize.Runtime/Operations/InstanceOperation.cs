using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>
/// An operation on one instance, in two steps. The first begins it and gives the second, which completes it, reports the result and gives
/// the exit code.
/// </summary>
/// <param name="Instance">The instance that the operation acts on.</param>
/// <param name="Verb">The name of the operation, for messages.</param>
/// <param name="Begin">The first step. It gives the second step, which gives the exit code.</param>
internal sealed record InstanceOperation(DaemonInstance Instance, string Verb, Func<DaemonInstance, Func<int>> Begin)
{
    /// <summary>Gets a function that determines how long the operation may take.</summary>
    public required Func<TimeSpan> Limit { get; init; }

    /// <summary>
    /// Adds the instance's name to a message, if the daemon has several and the message does not name one: a message about a file does not.
    /// </summary>
    public DaemonException Name(DaemonException exception) =>
        Instance.IsNumbered && !exception.Message.Contains(Instance.Name, StringComparison.Ordinal)
            ? exception.Behind($"cannot {Verb} {Instance.Name}: ")
            : exception;
}
