using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>This process, as .NET knows it.</summary>
internal static class ThisProcess
{
    /// <summary>Gets 0 for root and 1 for any other user: .NET has no user ids.</summary>
    public static uint UserId => IsRoot ? 0u : 1u;

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>
    /// When the process started, in ticks of <see cref="DateTime"/> in UTC; with the process id it distinguishes this run from all others.
    /// </summary>
    public static long StartTime { get; } = ReadStartTime();

    /// <summary>Gets the words between the executable and the arguments of Main: <c>app.dll</c> of <c>dotnet app.dll</c>.</summary>
    public static string[] HostArguments
    {
        get
        {
            // The first word is the program's assembly; a host of its name needs no argument to find it.
            var assembly = Environment.GetCommandLineArgs()[0];
            var isOwnHost = Path.GetFileNameWithoutExtension(assembly) == Path.GetFileNameWithoutExtension(Environment.ProcessPath);
            return isOwnHost ? [] : [assembly];
        }
    }

    private static long ReadStartTime()
    {
        using var self = Process.GetCurrentProcess();
        return self.StartTime.ToUniversalTime().Ticks;
    }
}
