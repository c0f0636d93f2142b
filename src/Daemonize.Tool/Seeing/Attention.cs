namespace Daemonize.Tool.Seeing;

/// <summary>The order of a list: what needs somebody comes first, then the programs and the daemons by name.</summary>
internal static class Attention
{
    private const int Least = 5;

    public static int Compare(SeenDaemon one, SeenDaemon other)
    {
        var order = Rank(one.Status.State).CompareTo(Rank(other.Status.State));
        order = order != 0 ? order : string.CompareOrdinal(one.Program, other.Program);
        order = order != 0 ? order : string.CompareOrdinal(one.Daemon, other.Daemon);
        order = order != 0 ? order : (one.Instance ?? 0).CompareTo(other.Instance ?? 0);
        return order != 0 ? order : string.CompareOrdinal(one.PidFile, other.PidFile);
    }

    /// <summary>Whether a state needs somebody.</summary>
    public static bool IsNeeded(DaemonState state) => Rank(state) < Least;

    /// <summary>Gets the place of a state, the most urgent first; those that need nobody share the last.</summary>
    public static int Rank(DaemonState state) => state switch
    {
        DaemonState.Dead => 0,
        DaemonState.Hung => 1,
        DaemonState.Restarting => 2,
        DaemonState.Unknown => 3,
        DaemonState.Suspended => 4,
        _ => Least,
    };
}
