using System.Diagnostics;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Repository;

/// <summary>A repository with what <c>eng/release</c> looks at before it builds: it has version 1.2.0, but no project to build.</summary>
internal sealed class ScratchRelease : IDisposable
{
    private readonly TestFolder _folder = new();

    public ScratchRelease()
    {
        Write("Directory.Build.props", "<VersionPrefix>1.2.0</VersionPrefix>");
        Write("CHANGELOG.md", "# Changelog\n\n## 1.2.0 (2026-11-28)\n\n- A change.\n\n## 1.1.0\n\n## 1.0.0\n\n- Another.\n");
        Write("src/A/PublicAPI.Unshipped.txt", "#nullable enable\n");
        Write("src/A/AnalyzerReleases.Unshipped.md", "; Unshipped analyzer release\n");
        Write("eng/release", SourceTree.Read("eng/release"));
        Git("init", "--quiet");
    }

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
    }

    public void Commit()
    {
        Git("add", "--all");
        Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "A commit");
    }

    public void Tag(string tag) => Git("tag", tag);

    /// <summary>Runs the script, and returns its exit code and what it writes.</summary>
    public (int ExitCode, string Output, string Error) Release(string tag) => Run("bash", [_folder["eng/release"], tag]);

    public void Dispose() => _folder.Dispose();

    private void Git(params string[] arguments)
    {
        var (exitCode, _, error) = Run("git", arguments);
        Assert.True(exitCode == 0, error);
    }

    private (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };

        // The folder's repository, and not one that a hook of git names.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error);
    }
}
