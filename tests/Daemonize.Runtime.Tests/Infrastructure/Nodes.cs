using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Tests.Infrastructure;

/// <summary>Creates file system objects for which .NET has no API.</summary>
internal static class Nodes
{
    /// <summary>Creates a named pipe, which blocks every process that opens it without O_NONBLOCK.</summary>
    public static void CreateFifo(string path) => Run("mkfifo", path);

    /// <summary>Creates another name for a file.</summary>
    public static void CreateHardLink(string path, string target) => Run("ln", target, path);

    /// <summary>Makes another user the owner of a file.</summary>
    public static void Give(string path, int user) => Run("chown", user.ToString(CultureInfo.InvariantCulture), path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
