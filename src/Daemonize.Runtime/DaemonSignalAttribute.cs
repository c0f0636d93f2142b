namespace Daemonize;

/// <summary>
/// Marks a static method as the handler of a signal: the daemons of its class call the method when the signal arrives, except those that
/// ignore it (<see cref="DaemonAttribute.IgnoredSignals"/>).
/// </summary>
/// <remarks>
/// The method returns <see langword="void"/>, <see cref="Task"/> or <see cref="ValueTask"/> and may take a <see cref="DaemonContext"/>, a
/// <see cref="CancellationToken"/> and an <see cref="Microsoft.Extensions.Logging.ILogger"/>. It runs on a thread of the pool, and its
/// exceptions are logged. The build refuses SIGTERM, SIGINT and SIGHUP, which the daemon handles, SIGKILL and SIGSTOP, which the kernel
/// handles, and the signals that the .NET runtime uses. SIGUSR1 triggers a tick unless the program handles it.
/// </remarks>
/// <param name="signal">
/// The signal's name in signal(7), such as <c>"SIGUSR2"</c>; a real-time signal in the form <c>"SIGRTMIN+5"</c>.
/// </param>
/// <example>
/// <code>
/// [DaemonSignal("SIGUSR2")]
/// internal static void Dump(ILogger logger) => …
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DaemonSignalAttribute(string signal) : Attribute
{
    /// <summary>The signal's name.</summary>
    public string Signal { get; } = signal;
}
