namespace Daemonize.ServiceFiles;

/// <summary>
/// A line of tmpfiles.d(5) that creates the runtime directory of a daemon at each boot, for daemons without a service manager that creates
/// it.
/// </summary>
internal static class TmpfilesLine
{
    public static string Create(ServicePlan plan)
    {
        // A path that is not absolute is relative to RUNTIME_DIRECTORY, if that is set.
        var file = plan.ForeignPidFile ?? $"/run/{plan.Name}/pid";
        var directory = PathText.DirectoryOf(file);
        if (directory is "/" or "/run" or "/var/run" or "/tmp")
        {
            throw new DaemonException(
                $"{plan.Definition.Name} has its pid file in {directory}, which is there at each boot; it needs no line",
                DaemonExitCode.Usage);
        }

        var hint = plan.ForeignPidFile is null ? $"# Start it with RUNTIME_DIRECTORY={directory} in the environment.\n" : "";
        return $"# {plan.FirstLine(plan.Name)}\n{hint}d {SystemdText.Quote(directory)} 0755 {plan.Settings.User ?? "root"} " +
            $"{plan.Settings.Group ?? "-"} -\n";
    }
}
