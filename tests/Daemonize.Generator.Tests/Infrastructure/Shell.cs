using System.Diagnostics;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Runs programs of the system over generated scripts. A test without its program is skipped and says so.</summary>
internal static class Shell
{
    /// <summary>Gives all that the program writes, which must succeed.</summary>
    /// <param name="folder">The directory that it is started in.</param>
    /// <param name="program">Its name.</param>
    /// <param name="args">Its arguments.</param>
    public static async Task<string> RunAsync(string folder, string program, params string[] args)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, program)));
        Assert.SkipUnless(isThere, $"needs {program}");
        var info = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
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
