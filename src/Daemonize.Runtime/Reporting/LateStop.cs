namespace Daemonize.Reporting;

/// <summary>
/// The sentence about a daemon that did not end in time. The daemon writes it into its status file when it ends itself, and <c>stop</c>
/// reads it there.
/// </summary>
internal static class LateStop
{
    private const string Beginning = "did not stop within ";

    /// <param name="limit">The time that the daemon had, and the setting that it comes from.</param>
    public static string Describe(string limit) => Beginning + limit;

    /// <summary>Gets the limit that an exit report names; null for a daemon that ended in another way.</summary>
    public static string? LimitIn(string? reason) =>
        reason?.StartsWith(Beginning, StringComparison.Ordinal) == true ? reason[Beginning.Length..] : null;
}
