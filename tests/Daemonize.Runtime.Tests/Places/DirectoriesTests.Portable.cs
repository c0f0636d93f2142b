using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Places;

/// <summary>The places of files on a system without its own flavour.</summary>
[Collection(ProcessWide.Name)]
public sealed class DirectoriesTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string?> _before = [];
    private readonly DaemonProgram _program;

    public DirectoriesTests()
    {
        _program = Definitions.CreateProgram(Definitions.Create("fetch", _folder.Path));
        foreach (var name in (string[])["RUNTIME_DIRECTORY", "LOGS_DIRECTORY", "STATE_DIRECTORY", "SYSTEMD_EXEC_PID", "XDG_DATA_HOME"])
        {
            Set(name, null);
        }

        Set("HOME", _folder.Path);
    }

    [Fact]
    public void AbsolutePathIsKept()
    {
        Assert.Equal("/srv/x.pid", Directories.ResolvePidFile("/srv/x.pid", _program));
        Assert.Equal("/srv/x.log", Directories.ResolveLogFile("/srv/x.log", _program));
    }

    [Fact]
    public void RelativePathIsInTheUsersData()
    {
        var data = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify), _program.Name);
        Assert.StartsWith(_folder.Path, data, StringComparison.Ordinal);

        Assert.Equal($"{data}/run/x.pid", Directories.ResolvePidFile("x.pid", _program));
        Assert.Equal($"{data}/logs/x.log", Directories.ResolveLogFile("x.log", _program));
        Assert.Equal(data, Directories.StateDirectory(_program));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
    }

    [Fact]
    public void OnlyTheDefaultDirectoryIsCreated()
    {
        var pidFile = Directories.ResolvePidFile("x.pid", _program);

        Directories.CreateRuntimeDirectory(_folder["elsewhere/x.pid"], _program);
        Assert.Empty(_folder.Names);
        Directories.CreateRuntimeDirectory(pidFile, _program);
        Assert.True(Directory.Exists(Path.GetDirectoryName(pidFile)));
    }

    [Fact]
    public void VariableComesFirst()
    {
        Set("RUNTIME_DIRECTORY", "/srv/run");
        Set("LOGS_DIRECTORY", "/srv/logs");

        Assert.Equal("/srv/run/x.pid", Directories.ResolvePidFile("x.pid", _program));
        Assert.Equal("/srv/logs/x.log", Directories.ResolveLogFile("x.log", _program));
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _folder.Dispose();
    }

    private void Set(string name, string? value)
    {
        _ = _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
