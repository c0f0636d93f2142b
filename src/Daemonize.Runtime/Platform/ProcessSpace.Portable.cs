namespace Daemonize.Platform;

/// <summary>The scope of a process id. Systems of this flavour have one, or do not show which.</summary>
internal static class ProcessSpace
{
    /// <summary>Gets the scope of this process, as one word.</summary>
    public static string Own => "-";
}
