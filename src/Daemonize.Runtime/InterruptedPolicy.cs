namespace Daemonize;

/// <summary>
/// The policy for a slot whose tick was begun and did not end, because its process or its machine failed. See
/// <see cref="DaemonAttribute.Interrupted"/>.
/// </summary>
public enum InterruptedPolicy
{
    /// <summary>The slot is counted as interrupted and logged, and the daemon continues with the next slot.</summary>
    Skip,

    /// <summary>
    /// The slot ticks again, at most three times in all. The tick may have finished without a record of it, so its work must be repeatable.
    /// A slot whose tick a stop has cancelled before its end ticks again too, if the method ended with an
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    Rerun,
}
