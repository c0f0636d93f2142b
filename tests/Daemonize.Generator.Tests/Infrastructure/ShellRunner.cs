using System.Diagnostics;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Runs system programs on generated scripts. A test is skipped, with a message, if its program is not installed.</summary>
internal static class ShellRunner
{
    /// <summary>Returns all output of the program, which must succeed.</summary>
    /// <param name="folder">The working directory of the program.</param>
    /// <param name="program">The name or path of the program.</param>
    /// <param name="args">The program's arguments; may be empty.</param>
    public static async Task<string> RunAsync(string folder, string program, params string[] args)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, program)));
        Assert.SkipUnless(isThere, $"needs {program}");
        var info =
            new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["HOME"] = folder;
        info.Environment["TERM"] = "dumb";
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} gave {process.ExitCode}: {output}");
        return output;
    }
}
