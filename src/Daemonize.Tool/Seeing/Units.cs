using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.ServiceFiles;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Finds the daemons that service managers run, by the mark of the first line of their files: root's are the system's, and those of another
/// user are of that user's own manager.
/// </summary>
internal static class Units
{
    /// <summary>Finds the installed daemons. Without a running manager there are none: its files then mean nothing.</summary>
    public static List<InstalledUnit> FindAll()
    {
        List<InstalledUnit> found = [];
        if (SystemdInstallation.IsBooted && SystemdInstallation.DirectoryOf(isOfUser: !ThisProcess.IsRoot) is { } directory)
        {
            AddFrom(found, directory, "*.service", "# ");
        }

        if (ThisProcess.IsRoot && SupervisordInstallation.IsRunning)
        {
            AddFrom(found, SupervisordInstallation.Directory, "*.conf", "; ");
        }

        return found;
    }

    private static void AddFrom(List<InstalledUnit> found, string directory, string pattern, string lead)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(directory, pattern))
            {
                if (Installation.IsOurs(file, lead) && UnitFile.Parse(file, File.ReadAllLines(file)) is { } unit
                    && Installation.Find(ServiceName.Of(unit.Program, unit.Daemon)) is { } installation)
                {
                    found.Add(unit with { Manager = installation.Manager });
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the directory nothing is installed; one that cannot be read has nothing for this user.
        }
    }
}
