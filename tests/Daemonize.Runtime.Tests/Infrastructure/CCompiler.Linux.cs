using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Daemonize.Tests.Infrastructure;

/// <summary>A C compiler with the headers of a C library, which evaluates expressions of C.</summary>
/// <param name="Name">The command.</param>
/// <param name="Architecture">The architecture that it compiles for.</param>
/// <param name="Options">Options that it needs in addition to the usual ones; may be empty.</param>
/// <param name="Runner">The emulator and its arguments that run the compiled program; empty if this machine runs it.</param>
public sealed record CCompiler(string Name, Architecture Architecture, string[] Options, string[] Runner)
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
        #include <sched.h>
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
        #ifndef STATX_BASIC_STATS
        #include <linux/stat.h>
        #endif
        """;

    /// <summary>The compiler of this machine, with glibc.</summary>
    public static CCompiler Gnu { get; } = new("gcc", RuntimeInformation.ProcessArchitecture, [], []);

    /// <summary>The compiler of this machine with musl, which has no headers of the kernel: those of the machine come last.</summary>
    public static CCompiler Musl { get; } =
        new("musl-gcc", RuntimeInformation.ProcessArchitecture, ["-idirafter", "/usr/include", "-idirafter", MachineHeaders], []);

    /// <summary>The cross compiler for arm64 with glibc. The emulator finds the C library of that architecture in the prefix.</summary>
    public static CCompiler GnuArm64 { get; } =
        new("aarch64-linux-gnu-gcc", Architecture.Arm64, [], ["qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu"]);

    private static string MachineHeaders =>
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "/usr/include/aarch64-linux-gnu" : "/usr/include/x86_64-linux-gnu";

    /// <summary>Compiles and runs a program with the expressions. It does not compile if a name is not in the headers.</summary>
    public Dictionary<string, long> Evaluate(IEnumerable<string> expressions)
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
        Run([Name, .. Options, "-Wall", "-Wno-overflow", "-o", folder["ask"], folder["ask.c"]]);
        return Run([.. Runner, folder["ask"]]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(parts => parts[1], parts => long.Parse(parts[0], CultureInfo.InvariantCulture));
    }

    public override string ToString() => Name;

    private static string Run(string[] words)
    {
        var command = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(command)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
        return output;
    }
}
