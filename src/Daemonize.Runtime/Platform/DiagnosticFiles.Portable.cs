namespace Daemonize.Platform;

/// <summary>The files by which debuggers reach a .NET process, which only the runtime knows by name here.</summary>
internal sealed class DiagnosticFiles
{
    private DiagnosticFiles()
    {
    }

    /// <summary>Gets null: the files of another process are not known.</summary>
    public static DiagnosticFiles? Of(int pid) => null;

    /// <summary>Ends this process.</summary>
    public static void Exit(int exitCode) => Environment.Exit(exitCode);

    /// <summary>Does nothing: the runtime removes the files when the process ends normally.</summary>
    public static void RemoveOwn()
    {
    }
}
