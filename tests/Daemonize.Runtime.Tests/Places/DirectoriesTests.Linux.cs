using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Places;

/// <summary>The directories of relative paths, by environment and user.</summary>
[Collection(ProcessWide.Name)]
public sealed class DirectoriesTests : IDisposable
{
    private static readonly string[] Variables =
        ["RUNTIME_DIRECTORY", "LOGS_DIRECTORY", "STATE_DIRECTORY", "SYSTEMD_EXEC_PID", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "HOME",
            "TMPDIR"];

    private static readonly DaemonProgram App =
        new() { Name = "app", Version = "1.0.0", Help = "", Daemons = [Definitions.Create("fetch"), Definitions.Create("pay-out")] };

    private readonly TestFolder _folder = new();
    private readonly string?[] _before = Array.ConvertAll(Variables, Environment.GetEnvironmentVariable);

    public DirectoriesTests()
    {
        Array.ForEach(Variables, variable => Environment.SetEnvironmentVariable(variable, null));
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
    }

    [Fact]
    public void AbsolutePathStands()
    {
        Set("RUNTIME_DIRECTORY", "/somewhere");
        Set("LOGS_DIRECTORY", "/somewhere");

        Assert.Equal("/srv/x.pid", Directories.ResolvePidFile("/srv/x.pid", App));
        Assert.Equal("/srv/x.log", Directories.ResolveLogFile("/srv/x.log", App));
    }

    [Theory]
    [InlineData("/run/app", "/run/app/x.pid")]
    [InlineData("/run/app:/run/more", "/run/app/x.pid")]
    [InlineData("/run/app/", "/run/app/x.pid")]
    [InlineData("/", "/x.pid")]
    public void DirectoriesOfSystemdComeFirst(string value, string path)
    {
        Set("RUNTIME_DIRECTORY", value);
        Set("LOGS_DIRECTORY", value);
        Set("XDG_RUNTIME_DIR", "/elsewhere");
        Set("XDG_STATE_HOME", "/elsewhere");

        Assert.Equal(path, Directories.ResolvePidFile("x.pid", App));
        Assert.Equal(path, Directories.ResolveLogFile("x.pid", App));
    }

    /// <summary>
    /// The directory of systemd has priority over the user's own, which is set by its variable or below the home directory.
    /// </summary>
    [Fact]
    public void StateDirectoryIsMadeWhereItIsMissing() => User.RunUnprivileged(() =>
    {
        Set("HOME", Directory.CreateDirectory(_folder["home"]).FullName);
        Assert.Equal(_folder["home/.local/state/app"], Directories.StateDirectory(App));
        Set("XDG_STATE_HOME", _folder["states"]);
        Assert.Equal(_folder["states/app"], Directories.StateDirectory(App));
        Set("STATE_DIRECTORY", _folder["own"] + ":/elsewhere");
        Assert.Equal(_folder["own"], Directories.StateDirectory(App));
        Assert.All(["home/.local/state/app", "states/app", "own"], path => Assert.True(Directory.Exists(_folder[path])));
        Assert.Equal(_folder["own"], Directories.StateDirectory(App));
    });

    [Theory]
    [InlineData("/a/logs")]
    [InlineData("/a/logs/")]
    public void LogDirectoryIsCreatedWithItsParents(string directory)
    {
        Set("LOGS_DIRECTORY", _folder.Path + directory);

        Directories.CreateLogDirectory(Directories.ResolveLogFile("x.log", App), App);

        Assert.True(Directory.Exists(_folder["a/logs"]));
    }

    /// <summary>
    /// The user of these tests has no home directory in the user database; its log may be below HOME if it owns that directory.
    /// </summary>
    [Fact]
    public void RelativeAndEmptyVariablesCountAsNone() => User.RunUnprivileged(() =>
    {
        Set("RUNTIME_DIRECTORY", "run");
        Set("LOGS_DIRECTORY", "");
        Set("XDG_RUNTIME_DIR", "/run/user/7");
        Set("XDG_STATE_HOME", "./state");
        Set("HOME", Directory.CreateDirectory(_folder["home"]).FullName);

        Assert.Equal($"/tmp/daemonize-{User.EffectiveId}/app/x.pid", Directories.ResolvePidFile("x.pid", App));
        Assert.Equal(_folder["home/.local/state/app/x.log"], Directories.ResolveLogFile("x.log", App));
        Set("HOME", "/");
        Assert.Equal($"/tmp/daemonize-{User.EffectiveId}/app/x.log", Directories.ResolveLogFile("x.log", App));
    });

    [Fact]
    public void RootUsesTheDirectoriesOfTheSystem()
    {
        RequiresRoot.Check();
        Set("XDG_RUNTIME_DIR", "/run/user/0");
        Set("XDG_STATE_HOME", "/home/me/state");

        Assert.Equal("/run/app/x.pid", Directories.ResolvePidFile("x.pid", App));
        Assert.Equal("/var/log/app/x.log", Directories.ResolveLogFile("x.log", App));
    }

    /// <summary>A shell or a build agent that is a service passes its own directories on to its children.</summary>
    [Theory]
    [InlineData("1", "/run/agent", false)]
    [InlineData("1", "/run/agent/", false)]
    [InlineData("1", "/run/application", false)]
    [InlineData("1", "/run/app-web", false)]
    [InlineData("1", "/var/log/app-web", false)]
    [InlineData("1", "/run/user/0/agent", false)]
    [InlineData("1", "/home/me/.local/state/agent", false)]
    [InlineData("1", "/mnt/by-hand", true)]
    [InlineData("1", "/", true)]
    [InlineData("1", "/run/mine/by-hand", true)]
    [InlineData("1", "/run/app-pay-out", true)]
    [InlineData("1", "/run/app", true)]
    [InlineData("1", "/run/app-fetch", true)]
    [InlineData("1", "/run/app-fetch:/run/more", true)]
    [InlineData("self", "/run/agent", true)]
    [InlineData("", "/run/agent", true)]
    [InlineData("what", "/run/agent", true)]
    public void DirectoriesOfAnotherServiceCountAsNone(string main, string value, bool isOurs)
    {
        Set("SYSTEMD_EXEC_PID", main == "self" ? $"{Environment.ProcessId}" : main);
        Set("RUNTIME_DIRECTORY", value);
        Set("LOGS_DIRECTORY", value);

        Assert.Equal(isOurs, Directories.ResolvePidFile("x.pid", App).StartsWith(value.Split(':')[0], StringComparison.Ordinal));
        Assert.Equal(isOurs, Directories.ResolveLogFile("x.log", App).StartsWith(value.Split(':')[0], StringComparison.Ordinal));
        Assert.Equal(isOurs ? [] : ["RUNTIME_DIRECTORY", "LOGS_DIRECTORY"], ServiceDirectories.FindForeign(App));
    }

    [Fact]
    public void StateHomeIsBeforeHome() => User.RunUnprivileged(() =>
    {
        Set("XDG_STATE_HOME", "/state");
        Set("HOME", "/home/me");

        Assert.Equal("/state/app/x.log", Directories.ResolveLogFile("x.log", App));
    });

    [Fact]
    public void OwnLogDirectoryIsCreatedWithItsParents() => User.RunUnprivileged(() =>
    {
        Set("XDG_STATE_HOME", _folder["a/b"]);
        var log = Directories.ResolveLogFile("x.log", App);

        Directories.CreateLogDirectory(log, App);
        Directories.CreateLogDirectory(log, App);

        Assert.True(Directory.Exists(_folder["a/b/app"]));
    });

    [Fact]
    public void DirectoryThatTheUserNamedIsNotCreated()
    {
        Set("LOGS_DIRECTORY", _folder["logs"]);

        Directories.CreateLogDirectory(_folder["typing-error/x.log"], App);
        Directories.CreateLogDirectory(_folder["logs-of-others/x.log"], App);

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void LogDirectoryThatCannotBeCreatedIsTold()
    {
        File.WriteAllText(_folder["file"], "");
        Set("LOGS_DIRECTORY", _folder["file/logs"]);

        var exception = Assert.Throws<DaemonException>(() => Directories.CreateLogDirectory(_folder["file/logs/x.log"], App));

        Assert.Equal(
            $"cannot create the log directory {_folder["file/logs"]}: not a directory; choose another directory with LogFile, or set " +
            "LOGS_DIRECTORY", exception.Message);
    }

    public void Dispose()
    {
        for (var i = 0; i < Variables.Length; i++)
        {
            Environment.SetEnvironmentVariable(Variables[i], _before[i]);
        }

        _folder.Dispose();
    }

    private static void Set(string variable, string value) => Environment.SetEnvironmentVariable(variable, value);
}
