using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>Warnings about what a verb reads. They do not prevent it.</summary>
internal static class Warnings
{
    /// <summary>Warns of stray variables, for a verb that reads the settings. A misspelled name does not prevent a start.</summary>
    public static void OfStrayVariables(DaemonProgram program)
    {
        var warnings = StrayVariables.Find(program);
        if (ServiceDirectories.FindWarning(program) is { } foreign)
        {
            warnings.Add(foreign);
        }

        warnings.ForEach(warning => Write(program, warning));
    }

    /// <summary>Warns once per daemon, because its instances have the same schedule.</summary>
    public static void OfSchedule(DaemonProgram program, List<DaemonInstance> instances)
    {
        string? last = null;
        foreach (var instance in instances)
        {
            if (instance.Settings.ScheduleWarning is { } warning && warning != last)
            {
                Write(program, warning);
                last = warning;
            }
        }
    }

    public static void Write(DaemonProgram program, string warning) => Terminal.WriteError($"{program.Name}: warning: {warning}\n");
}
