using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Tests.Infrastructure;

/// <summary>Makes what .NET has no call for.</summary>
internal static class Nodes
{
    /// <summary>A named pipe, which holds whoever opens it without care.</summary>
    public static void CreateFifo(string path) => Run("mkfifo", path);

    /// <summary>Another name for a file.</summary>
    public static void CreateHardLink(string path, string target) => Run("ln", target, path);

    /// <summary>Makes a file another user's.</summary>
    public static void Give(string path, int user) => Run("chown", user.ToString(CultureInfo.InvariantCulture), path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
