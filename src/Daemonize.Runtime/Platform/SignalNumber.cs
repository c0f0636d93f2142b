namespace Daemonize.Platform;

/// <summary>
/// The numbers of the signals that the verbs know by what they do, as <see cref="SignalName"/> has them. Another system than Linux may have
/// other numbers; a flavour for it sends signals by name.
/// </summary>
internal static class SignalNumber
{
    /// <summary>Only checks that a process exists and may be signalled (kill(2)).</summary>
    public const int None = 0;

    public const int HangUp = 1;
    public const int Kill = 9;
    public const int User1 = 10;
    public const int Terminate = 15;
    public const int Continue = 18;

    private const int Child = 17;
    private const int Stop = 19;
    private const int TerminalStop = 20;

    /// <summary>Whether a signal ends no process by default, and suspends, continues or notifies it instead.</summary>
    public static bool EndsNothing(int number) => number is Stop or TerminalStop or Continue or Child;
}
