namespace Daemonize.Platform;

/// <summary>The way in which a child of this process ended.</summary>
/// <param name="Status">The status of wait(2): the low seven bits are the signal that killed the child, the next byte is the exit
/// code.</param>
internal readonly record struct ProcessEnd(int Status)
{
    /// <summary>The exit code; null if a signal has killed the child.</summary>
    public int? ExitCode => SignalNumber == 0 ? (Status >> 8) & 0xff : null;

    /// <summary>The name of the signal that killed the child; null if it exited.</summary>
    public string? Signal => SignalNumber == 0 ? null : SignalName.Of(SignalNumber);

    /// <summary>The exit code that a shell reports: 128 plus the signal's number if a signal has killed the child.</summary>
    public int ShellCode => ExitCode ?? 128 + SignalNumber;

    private int SignalNumber => Status & 0x7f;

    /// <summary>Creates the end of a child that exited with a code.</summary>
    public static ProcessEnd OfExit(int exitCode) => new(exitCode << 8);

    /// <summary>Gets a phrase that follows the name of the process.</summary>
    public override string ToString() => Signal is { } signal ? $"was killed by {signal}" : $"exited with code {ExitCode}";
}
