using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>The signal and timeout of <c>stop</c>.</summary>
/// <param name="Signal">The number of the signal that the daemon receives.</param>
/// <param name="Timeout">How long the daemon has before SIGKILL; null for its StopTimeout.</param>
internal sealed record StopOrder(int Signal, TimeSpan? Timeout)
{
    private const string SignalOption = "--" + KnownOptions.Signal;
    private const string TimeoutOption = "--" + KnownOptions.Timeout;
    private const string KillOption = "--" + KnownOptions.Kill;

    public static readonly StopOrder Usual = new(SignalNumber.Terminate, null);

    public static readonly StopOrder Kill = new(SignalNumber.Kill, null);

    /// <summary>Whether the daemon is killed at once.</summary>
    public bool Kills => Signal == SignalNumber.Kill;

    public static StopOrder Read(CommandLine commandLine)
    {
        var timeout = commandLine.Timeout is { } text ? ParseTimeout(text) : (TimeSpan?)null;
        if (commandLine.Kill && (timeout is not null || commandLine.Signal is not null))
        {
            throw new DaemonException(
                $"{KillOption} sends SIGKILL immediately: leave out {(timeout is null ? SignalOption : TimeoutOption)}",
                DaemonExitCode.Usage);
        }

        return new StopOrder(commandLine.Kill ? SignalNumber.Kill
            : commandLine.Signal is { } name ? ParseSignal(name) : SignalNumber.Terminate, timeout);
    }

    public static TimeSpan ParseTimeout(string text) =>
        !Duration.TryParse(text, out var timeout)
            ? throw new DaemonException($"{TimeoutOption} takes {Duration.Accepted}, not '{OneLine.From(text)}'", DaemonExitCode.Usage)
        : timeout == TimeSpan.Zero
            ? throw new DaemonException(
                $"{TimeoutOption} must be longer than zero ({Duration.Range}); {KillOption} leaves no time at all", DaemonExitCode.Usage)
        : timeout;

    /// <summary>Reads a signal as kill(1) does, in any case: <c>SIGINT</c>, <c>int</c> or <c>2</c>.</summary>
    private static int ParseSignal(string text)
    {
        if (OptionText.TryInteger(text, out int number) && number is > 0 and <= SignalName.Last)
        {
            return Check(number, text);
        }

        var name = new string(Array.ConvertAll(text.ToCharArray(), char.ToUpperInvariant));
        return SignalName.TryFind(name.StartsWith("SIG", StringComparison.Ordinal) ? name : "SIG" + name, out number, out _)
            ? Check(number, text)
            : throw new DaemonException(
                $"{SignalOption} takes a signal such as SIGINT, INT or 2, not '{OneLine.From(text)}'", DaemonExitCode.Usage);
    }

    private static int Check(int number, string text) => SignalNumber.EndsNothing(number)
        ? throw new DaemonException(
            $"{SignalOption} {OneLine.From(text)} ends nothing; take one that does, such as SIGINT", DaemonExitCode.Usage)
        : number;
}
