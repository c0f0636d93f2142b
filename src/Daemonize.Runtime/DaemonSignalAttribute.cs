namespace Daemonize;

/// <summary>
/// Says what a signal does. On a static method: the daemons of its class call it when the signal arrives. With <see cref="Ignore"/>, on a daemon method: that
/// daemon does nothing.
/// </summary>
/// <remarks>
/// The method returns <see langword="void"/>, <see cref="Task"/> or <see cref="ValueTask"/> and may take a <see cref="DaemonContext"/>, a
/// <see cref="CancellationToken"/> and an <see cref="Microsoft.Extensions.Logging.ILogger"/>. It runs on a thread of the pool; its exceptions are logged.
/// SIGTERM, SIGINT and SIGHUP belong to the daemon, SIGKILL and SIGSTOP to the kernel, and others to the runtime of .NET: the build refuses them. SIGUSR1
/// ticks at once unless the program claims it.
/// </remarks>
/// <param name="signal">The signal's name as signal(7) has it, such as <c>"SIGUSR2"</c>; real-time signals as <c>"SIGRTMIN+5"</c>.</param>
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

    /// <summary>Whether the signal does nothing. The attribute then stands on the daemon method.</summary>
    public bool Ignore { get; set; }
}
