using System.Diagnostics;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>Runs a program to its end and collects its output.</summary>
internal static class Tool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(8);

    /// <summary>The runtime identifier for publishing; the SDK's own may name a distribution.</summary>
    public static string RuntimeIdentifier { get; } =
        "linux-" +
        (System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64
            ? "arm64"
            : "x64");

    /// <summary>The same system with musl as its C library.</summary>
    public static string MuslRuntimeIdentifier { get; } = RuntimeIdentifier.Replace("linux-", "linux-musl-", StringComparison.Ordinal);

    /// <summary>Runs <c>dotnet</c> in <paramref name="folder"/>; it must succeed.</summary>
    public static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var result = await RunAsync(Dotnet(folder, arguments));
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{result}");
        return result.Output;
    }

    /// <summary>Creates a call of the SDK that leaves no process running: a build server would keep our end of its output open.</summary>
    public static ProcessStartInfo Dotnet(string folder, params string[] arguments)
    {
        var command = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder };
        foreach (var inherited in command.Environment.Keys.Where(IsOfTheOuterBuild).ToArray())
        {
            command.Environment.Remove(inherited);
        }

        command.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        command.Environment["UseSharedCompilation"] = "false";
        command.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        command.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        command.Environment["DOTNET_NOLOGO"] = "1";
        return command;
    }

    /// <summary>
    /// Runs until the process ends and its output is closed: a daemon that kept either output open would run into the timeout.
    /// </summary>
    public static async Task<ToolResult> RunAsync(ProcessStartInfo command)
    {
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ToolResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{command.FileName} {string.Join(' ', command.ArgumentList)} and its output did not end within {Timeout}");
        }
    }

    private static bool IsOfTheOuterBuild(string variable) => variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a program ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts that the program has succeeded, and returns the result.</summary>
    public ToolResult Succeeds()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    public override string ToString() => $"exit code {ExitCode}\n{Output}{Error}";
}
