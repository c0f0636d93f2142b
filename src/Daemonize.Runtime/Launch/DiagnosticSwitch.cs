using System.Text;
using Daemonize.Arguments;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>
/// The variable by which the next stage runs without <see cref="DiagnosticFiles"/>: it calls _exit(2) or is killed, and starts faster
/// without them. The runtime also reads COMPlus_EnableDiagnostics, but only if this variable is not set.
/// </summary>
internal static class DiagnosticSwitch
{
    private const string Name = "DOTNET_EnableDiagnostics";

    /// <summary>The variable that carries the caller's value through the stages.</summary>
    private const string Callers = "DAEMONIZE_CALLERS_" + Name;

    /// <summary>Switches the files off. <see cref="RestoreCallers"/> restores the caller's value for the daemon.</summary>
    public static void SwitchOff(NulTerminatedStrings environment)
    {
        Rename(environment, Name, Callers);
        environment.Add(Encoding.ASCII.GetBytes(Name + "=0"));
    }

    /// <summary>Undoes <see cref="SwitchOff"/> in the environment that a stage has inherited.</summary>
    public static void RestoreCallers(NulTerminatedStrings environment)
    {
        if (StageVerb.IsRequested && !Stage.IsEntered)
        {
            Undo(environment);
        }
    }

    /// <summary>Undoes <see cref="SwitchOff"/> in the environment of a stage.</summary>
    public static void Undo(NulTerminatedStrings environment)
    {
        environment.RemoveAll(static variable => NulTerminatedStrings.IsNamed(variable, Name));
        Rename(environment, Callers, Name);
    }

    private static void Rename(NulTerminatedStrings environment, string from, string to)
    {
        for (var i = 0; i < environment.Count; i++)
        {
            if (NulTerminatedStrings.IsNamed(environment[i], from))
            {
                environment.Replace(i, [.. Encoding.ASCII.GetBytes(to), .. environment[i][from.Length..]]);
            }
        }
    }
}
