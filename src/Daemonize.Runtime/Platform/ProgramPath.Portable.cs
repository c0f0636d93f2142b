namespace Daemonize.Platform;

/// <summary>The path of this program, as .NET knows it.</summary>
internal static class ProgramPath
{
    /// <summary>Gets the absolute path of the executable.</summary>
    public static string Executable => Environment.ProcessPath ?? throw new DaemonException("cannot find this program's own executable");

    public static string RealExecutable => Executable;

    /// <summary>Makes a path absolute without resolving its links.</summary>
    public static string Absolute(string path) => Path.GetFullPath(path);
}
