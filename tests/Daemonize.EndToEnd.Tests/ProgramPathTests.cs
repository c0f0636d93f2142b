namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// A program that is called through links: <c>current -> releases/1</c>. Every later start follows the same link, to the release that is
/// current then.
/// </summary>
[Trait("Field", "18")]
public sealed class ProgramPathTests : EndToEndTest
{
    private const string Name = "TestApp";

    private string Current => Path.Combine(Sandbox.Root, "current");

    private string Called => Path.Combine(Current, Name);

    [Theory]
    [InlineData("systemd")]
    [InlineData("supervisord")]
    [InlineData("logrotate")]
    [InlineData("kubernetes")]
    [InlineData("launchd")]
    public async Task UnitHasTheNameAsCalled(string manager)
    {
        Link(Release(1));
        var unit = (await Sandbox.ExecuteAsync(Called, "unit", manager, "tick")).ExitsWith(0).Output;
        Assert.Contains(Called, unit, StringComparison.Ordinal);
        Assert.DoesNotContain("releases/1/" + Name, unit, StringComparison.Ordinal);
    }

    /// <summary>The shell knows the name by which it entered the directory, the kernel does not.</summary>
    [Theory]
    [InlineData("cd current && ./TestApp")]
    [InlineData("cd releases && ../current/TestApp")]
    [InlineData("PATH=$PWD/current:$PATH; TestApp")]
    [InlineData("exec -a other current/TestApp")]
    public async Task NameMayBeRelative(string command)
    {
        Link(Release(1));
        Sandbox.WorkingDirectory = Sandbox.Root;
        Assert.Contains(
            $"ExecStart={Called} ",
            (await Sandbox.ExecuteAsync(Tools.Bash, "-c", command + " \"$@\"", "-", "unit", "systemd", "tick")).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task DllIsNamedAsCalledToo()
    {
        Link(Release(1));
        Sandbox.WorkingDirectory = Sandbox.Root;
        var unit = (await Sandbox.ExecuteAsync(Tools.Dotnet, "current/TestApp.dll", "unit", "systemd", "tick")).ExitsWith(0).Output;
        Assert.Contains($" {Called}.dll ", unit, StringComparison.Ordinal);
    }

    /// <summary>A chain of links as in Debian's alternatives.</summary>
    [Fact]
    public async Task LinkMayHaveAnotherName()
    {
        var link = Path.Combine(Sandbox.Create("bin"), "app");
        File.CreateSymbolicLink(link, App.Test.File);
        Assert.Contains(
            $"ExecStart={link} ", (await Sandbox.ExecuteAsync(link, "unit", "systemd", "tick")).ExitsWith(0).Output,
            StringComparison.Ordinal);
    }

    /// <summary>A program may be named by several files in one directory, and a setting may have a slash at its end.</summary>
    [Fact]
    public async Task UnitNamesADirectoryOnce()
    {
        Link(Release(1));
        string[] host =
        [
            "exec", "--runtimeconfig", Called + ".runtimeconfig.json", "--depsfile", Called + ".deps.json", Called + ".dll",
        ];
        string[] settings = ["--working-directory", "/srv/", "--pid-file", "/srv/x.pid", "--log-file", "/srv//x.log"];
        var unit = (await Sandbox.ExecuteAsync(Tools.Dotnet, [.. host, "unit", "systemd", "tick", .. settings])).ExitsWith(0).Output;

        var bound = unit.Split('\n').Single(static line => line.StartsWith("BindReadOnlyPaths=", StringComparison.Ordinal))
            .Split('=', ' ')[1..];
        Assert.Contains(Current, bound);
        Assert.Equal(bound.Length, bound.DistinctBy(static path => path.TrimEnd('/')).Count());
        Assert.Contains("\nReadWritePaths=-/srv\n", unit, StringComparison.Ordinal);
    }

    /// <summary>Another release, or another program of the same name: the output must show which one runs.</summary>
    [Fact]
    public async Task StartSaysWhichOtherProgramRuns()
    {
        var (one, two) = (Path.Combine(Release(1), Name), Path.Combine(Release(2), Name));
        (await Sandbox.ExecuteAsync(one, "start", "wait")).Succeeds();
        var pid = Sandbox.Daemon("wait").Pid;

        Assert.Equal(
            $"wait is already running (pid {pid}), from {one}\n", (await Sandbox.ExecuteAsync(two, "start", "wait")).Succeeds().Output);
        Assert.Equal($"wait is already running (pid {pid})\n", (await Sandbox.ExecuteAsync(one, "start", "wait")).Succeeds().Output);
        (await Sandbox.ExecuteAsync(two, "stop", "wait")).Succeeds();
    }

    /// <summary>A program that 'dotnet run app.cs' starts: the SDK cleans the directory, so a service would lose its program.</summary>
    [Theory]
    [InlineData("systemd")]
    [InlineData("supervisord")]
    [InlineData("logrotate")]
    [InlineData("tmpfiles")]
    [InlineData("kubernetes")]
    [InlineData("launchd")]
    public async Task UnitOfAProgramInTheCacheOfTheSdkSaysSo(string manager)
    {
        const string Problem = "this program is in the SDK's cache, which the SDK cleans: publish it first (dotnet publish NAME.cs)";
        var program = Path.Combine(Copy("dotnet/runfile/app-1f2e/bin/debug"), Name);
        var unit = (await Sandbox.ExecuteAsync(program, "unit", manager, "tick")).ExitsWith(0);
        Assert.Equal($"testapp: warning: {Problem}\n", unit.Error);
        var comment = unit.Output.Split('\n').First(static line => line.Contains("made by Daemonize: ", StringComparison.Ordinal));
        Assert.Contains($"; {Problem}", comment, StringComparison.Ordinal);

        var install = (await Sandbox.ExecuteAsync(program, "install", "tick", "--dry-run")).ExitsWith(1);
        Assert.Equal($"testapp: cannot install tick: {Problem}\n", install.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WatcherStartsTheReleaseThatIsCurrent(bool isDll)
    {
        Link(Release(1));
        string[] command = isDll ? [Tools.Dotnet, Called + ".dll"] : [Called];
        (await Sandbox.ExecuteAsync(
            command[0], [.. command[1..], "start", "wait", "--restart", "always", "--restart-delay", "20ms"])).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        var second = Release(2);
        File.Delete(Current);
        Link(second);
        Directory.Delete(Path.Combine(Sandbox.Root, "releases", "1"), recursive: true);

        var first = await daemon.KillAsync();
        await Wait.UntilAsync(() => daemon.IsRunning && daemon.Record!.Pid != first, "the daemon runs again");
        Assert.Contains(
            File.ReadLines($"/proc/{daemon.Process.Pid}/maps"), line => line.EndsWith($"{second}/{Name}.dll", StringComparison.Ordinal));
    }

    private string Release(int number) => Copy($"releases/{number}");

    private string Copy(string to)
    {
        var folder = Sandbox.Create(to);
        foreach (var file in Directory.EnumerateFiles(App.Test.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    private void Link(string release) => Directory.CreateSymbolicLink(Current, release);
}
