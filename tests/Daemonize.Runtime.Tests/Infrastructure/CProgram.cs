using System.Diagnostics;

namespace Daemonize.Tests.Infrastructure;

/// <summary>Evaluates expressions of the C headers with the C compiler of this machine.</summary>
internal static class CProgram
{
    private const string Headers = """
        #define _GNU_SOURCE
        #include <dirent.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <grp.h>
        #include <limits.h>
        #include <poll.h>
        #include <pwd.h>
        #include <signal.h>
        #include <spawn.h>
        #include <stddef.h>
        #include <stdio.h>
        #include <sys/auxv.h>
        #include <sys/eventfd.h>
        #include <sys/file.h>
        #include <sys/inotify.h>
        #include <sys/ioctl.h>
        #include <sys/mman.h>
        #include <sys/prctl.h>
        #include <sys/resource.h>
        #include <sys/signalfd.h>
        #include <sys/socket.h>
        #include <sys/stat.h>
        #include <sys/statvfs.h>
        #include <sys/syscall.h>
        #include <sys/timerfd.h>
        #include <sys/vfs.h>
        #include <sys/wait.h>
        #include <time.h>
        #include <unistd.h>
        #include <linux/close_range.h>
        """;

    /// <summary>Compiles and runs a program with the expressions. It does not compile if a name is not in the headers.</summary>
    public static Dictionary<string, long> Evaluate(IEnumerable<string> expressions)
    {
        using var folder = new TestFolder();
        var prints = expressions.Select(expression => $"""printf("%lld {expression}\n", (long long)({expression}));""");
        File.WriteAllText(folder["ask.c"], $$"""
            {{Headers}}
            int main(void)
            {
            {{string.Join('\n', prints)}}
            }
            """);
        Run("gcc", "-Wall", "-Wno-overflow", "-o", folder["ask"], folder["ask.c"]);
        return Run(folder["ask"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(parts => parts[1], parts => long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
        return output;
    }
}
