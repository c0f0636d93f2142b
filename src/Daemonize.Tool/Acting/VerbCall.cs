using Daemonize.Platform.Linux;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Acting;

/// <summary>A verb on one daemon, or on some of its instances: a call of the daemon's own program.</summary>
/// <param name="Key">The daemon that the call acts on; one call at a time acts on it.</param>
/// <param name="Name">The name of the daemon for people.</param>
/// <param name="Verb">The verb that the program runs.</param>
/// <param name="Words">The command: the executable, the words of its host, and the arguments.</param>
/// <param name="Owner">The user and group that the program runs as.</param>
/// <param name="Environment">The environment of the program.</param>
/// <param name="Limit">How long to wait for the end of the verb.</param>
internal sealed record VerbCall(
    string Key, string Name, DaemonVerb Verb, string[] Words, ProcessOwner Owner, NulTerminatedStrings Environment, TimeSpan Limit)
{
    /// <summary>Whether the program gets its own session, so that it outlives that of this process.</summary>
    public bool IsInNewSession { get; init; }
}

/// <summary>How a call ended.</summary>
/// <param name="Name">The name of the daemon for people.</param>
/// <param name="ExitCode">The exit code of the verb, or of the failure to run it.</param>
/// <param name="Output">What the verb has written to standard output.</param>
/// <param name="Error">What the verb has written to standard error, or why it could not be run.</param>
internal sealed record VerbOutcome(string Name, int ExitCode, string Output, string Error)
{
    /// <summary>The machine that the verb has run on; null for this one.</summary>
    public string? Host { get; init; }
}
