namespace Daemonize.Scheduling;

/// <summary>What happens to a failure.</summary>
/// <param name="Action">What is done, unless the program's callback decides otherwise.</param>
/// <param name="MaxRetries">How many times a method is called again.</param>
/// <param name="BackOff">The waits before that.</param>
/// <param name="MaxFailures">After how many failed ticks in a row the daemon ends; 0 for never.</param>
internal sealed record FailurePolicy(FailureAction Action, int MaxRetries, BackOff BackOff, int MaxFailures);
