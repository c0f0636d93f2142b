using System.ComponentModel;
using System.Diagnostics;
using Daemonize.Platform.Linux;

namespace Daemonize.Units;

/// <summary>A program of the system, such as systemctl(1), run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output, without the last line end.</param>
/// <param name="Error">The first line that it wrote to standard error.</param>
internal sealed record SystemTool(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == DaemonExitCode.Success;

    /// <summary>Runs it with its output kept.</summary>
    public static SystemTool Run(IReadOnlyList<string> words)
    {
        var info = Describe(words);
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.Environment["LC_ALL"] = "C";
        info.Environment["SYSTEMD_COLORS"] = "0";
        using var process = Start(info);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new SystemTool(process.ExitCode, output.TrimEnd('\n'), error.Result.Split('\n', 2)[0]);
    }

    /// <summary>Runs it with the streams of this process, and gives its exit code.</summary>
    public static int RunInPlace(IReadOnlyList<string> words)
    {
        using var process = Start(Describe(words));
        process.WaitForExit();
        return process.ExitCode;
    }

    private static ProcessStartInfo Describe(IReadOnlyList<string> words) => new(Find(words[0]), words.Skip(1)) { UseShellExecute = false, WorkingDirectory = "/" };

    /// <summary>By PATH, and where it always is. To leave that to the runtime would ask for the current directory, which may be gone.</summary>
    private static string Find(string name)
    {
        foreach (var directory in $"{Environment.GetEnvironmentVariable("PATH")}:/usr/bin:/bin".Split(':'))
        {
            if (directory is ['/', ..] && Libc.access($"{directory}/{name}", Libc.X_OK) == 0)
            {
                return $"{directory}/{name}";
            }
        }

        throw new DaemonException($"cannot run {name}: there is none in PATH; is it installed?");
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception exception)
        {
            throw new DaemonException($"cannot run {info.FileName}: {exception.Message}");
        }
    }
}
