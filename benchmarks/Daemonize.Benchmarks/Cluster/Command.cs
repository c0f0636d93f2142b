using System.Diagnostics;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>Command lines, and programs whose output is the answer.</summary>
internal static class Command
{
    /// <summary>Prefixes a command so that what it prints goes to a file. The shell becomes the command and keeps its pid.</summary>
    public static string[] WithLog(string file, IEnumerable<string> command) =>
        ["/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1", file, .. command];

    /// <summary>Runs a program to its end, and returns what it has printed. Throws if it fails.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {output}{error.Result}");
    }
}
