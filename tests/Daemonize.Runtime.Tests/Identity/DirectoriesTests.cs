using Daemonize.Identity;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Identity;

/// <summary>Where relative paths lie, by environment and user.</summary>
[Collection(ProcessWide.Name)]
public sealed class DirectoriesTests : IDisposable
{
    private static readonly string[] Variables = ["RUNTIME_DIRECTORY", "LOGS_DIRECTORY", "STATE_DIRECTORY", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "HOME", "TMPDIR"];

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

        Assert.Equal("/srv/x.pid", Directories.ResolvePidFile("/srv/x.pid"));
        Assert.Equal("/srv/x.log", Directories.ResolveLogFile("/srv/x.log", "app"));
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

        Assert.Equal(path, Directories.ResolvePidFile("x.pid"));
        Assert.Equal(path, Directories.ResolveLogFile("x.pid", "app"));
    }

    /// <summary>systemd's comes first, then the user's own, by its variable or below its home.</summary>
    [Fact]
    public void StateDirectoryIsMadeWhereItIsMissing() => User.RunUnprivileged(() =>
    {
        Set("HOME", _folder["home"]);
        Assert.Equal(_folder["home/.local/state/app"], Directories.StateDirectory("app"));
        Set("XDG_STATE_HOME", _folder["states"]);
        Assert.Equal(_folder["states/app"], Directories.StateDirectory("app"));
        Set("STATE_DIRECTORY", _folder["own"] + ":/elsewhere");
        Assert.Equal(_folder["own"], Directories.StateDirectory("app"));
        Assert.All(["home/.local/state/app", "states/app", "own"], path => Assert.True(Directory.Exists(_folder[path])));
        Assert.Equal(_folder["own"], Directories.StateDirectory("app"));
    });

    [Theory]
    [InlineData("/a/logs")]
    [InlineData("/a/logs/")]
    public void LogDirectoryIsCreatedWithItsParents(string directory)
    {
        Set("LOGS_DIRECTORY", _folder.Path + directory);

        Directories.CreateLogDirectory(Directories.ResolveLogFile("x.log", "app"), "app");

        Assert.True(Directory.Exists(_folder["a/logs"]));
    }

    [Fact]
    public void RelativeAndEmptyVariablesCountAsNone() => User.RunUnprivileged(() =>
    {
        Set("RUNTIME_DIRECTORY", "run");
        Set("LOGS_DIRECTORY", "");
        Set("XDG_RUNTIME_DIR", "/run/user/7");
        Set("XDG_STATE_HOME", "./state");
        Set("HOME", "/home/me");

        Assert.Equal("/run/user/7/x.pid", Directories.ResolvePidFile("x.pid"));
        Assert.Equal("/home/me/.local/state/app/x.log", Directories.ResolveLogFile("x.log", "app"));
    });

    [Fact]
    public void RootUsesTheDirectoriesOfTheSystem()
    {
        RequiresRoot.Check();
        Set("XDG_RUNTIME_DIR", "/run/user/0");
        Set("XDG_STATE_HOME", "/home/me/state");

        Assert.Equal("/run/x.pid", Directories.ResolvePidFile("x.pid"));
        Assert.Equal("/var/log/app/x.log", Directories.ResolveLogFile("x.log", "app"));
    }

    [Fact]
    public void StateHomeIsBeforeHome() => User.RunUnprivileged(() =>
    {
        Set("XDG_STATE_HOME", "/state");
        Set("HOME", "/home/me");

        Assert.Equal("/state/app/x.log", Directories.ResolveLogFile("x.log", "app"));
    });

    [Fact]
    public void LastResortIsAPrivateDirectory() => User.RunUnprivileged(() =>
    {
        Set("TMPDIR", _folder.Path);

        var path = Directories.ResolvePidFile("x.pid");

        Assert.Equal(_folder[$"daemonize-{User.EffectiveId}/x.pid"], path);
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        Assert.Equal(path, Directories.ResolvePidFile("x.pid"));
        Assert.Equal(Path.ChangeExtension(path, ".log"), Directories.ResolveLogFile("x.log", "app"));
    });

    [Theory]
    [InlineData("open to all")]
    [InlineData("a link")]
    [InlineData("a file")]
    [InlineData("another's")]
    public void GuessableDirectoryThatMayBeAnothersIsRefused(string found)
    {
        if (found == "another's")
        {
            RequiresRoot.Check();
        }

        var unprivileged = 0u;
        User.RunUnprivileged(() => unprivileged = User.EffectiveId);
        var place = _folder[$"daemonize-{unprivileged}"];
        if (found == "another's")
        {
            Directory.CreateDirectory(place, (UnixFileMode)0b111_000_000);
        }

        User.RunUnprivileged(() =>
        {
            Set("TMPDIR", _folder.Path);
            switch (found)
            {
                case "open to all":
                    Directory.CreateDirectory(place, (UnixFileMode)0b111_101_101);
                    break;
                case "a link":
                    Directory.CreateDirectory(_folder["mine"], (UnixFileMode)0b111_000_000);
                    File.CreateSymbolicLink(place, _folder["mine"]);
                    break;
                case "a file":
                    File.WriteAllText(place, "");
                    File.SetUnixFileMode(place, (UnixFileMode)0b110_000_000);
                    break;
            }

            var exception = Assert.Throws<DaemonException>(() => Directories.ResolvePidFile("x.pid"));
            Assert.Equal($"{place} is not a private directory of this user (mode 0700); remove it or set XDG_RUNTIME_DIR", exception.Message);
        });
    }

    [Fact]
    public void OwnLogDirectoryIsCreatedWithItsParents() => User.RunUnprivileged(() =>
    {
        Set("XDG_STATE_HOME", _folder["a/b"]);
        var log = Directories.ResolveLogFile("x.log", "app");

        Directories.CreateLogDirectory(log, "app");
        Directories.CreateLogDirectory(log, "app");

        Assert.True(Directory.Exists(_folder["a/b/app"]));
    });

    [Fact]
    public void DirectoryThatTheUserNamedIsNotCreated()
    {
        Set("LOGS_DIRECTORY", _folder["logs"]);

        Directories.CreateLogDirectory(_folder["typing-error/x.log"], "app");
        Directories.CreateLogDirectory(_folder["logs-of-others/x.log"], "app");

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void LogDirectoryThatCannotBeCreatedIsTold()
    {
        File.WriteAllText(_folder["file"], "");
        Set("LOGS_DIRECTORY", _folder["file/logs"]);

        var exception = Assert.Throws<DaemonException>(() => Directories.CreateLogDirectory(_folder["file/logs/x.log"], "app"));

        Assert.Equal($"cannot create the log directory {_folder["file/logs"]}: not a directory", exception.Message);
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
