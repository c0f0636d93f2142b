namespace Daemonize.Scheduling;

/// <summary>The settings that decide what happens to a failure.</summary>
/// <param name="Action">The action, unless the program's callback decides otherwise.</param>
/// <param name="MaxRetries">How many times a failed method is called again; 0 for never.</param>
/// <param name="BackOff">The waits before the retries, which double up to a limit.</param>
/// <param name="MaxFailures">The number of failed ticks in a row after which the daemon ends; 0 for no limit.</param>
internal sealed record FailurePolicy(FailureAction Action, int MaxRetries, BackOff BackOff, int MaxFailures);
