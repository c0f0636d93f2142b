using Daemonize.Launch;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Launch;

/// <summary>A program that cannot be started, seen by a watcher that restarts its daemon.</summary>
public sealed class SpawnerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "no such file or directory; the program, or what it is started by, was removed or moved: install it there again")]
    [InlineData(true,
        "permission denied; allow this user to execute it: see its mode, its directories, and the option noexec of its mount")]
    public void ProgramIsNamedWithTheWayOut(bool isThere, string reason)
    {
        var path = _folder["program"];
        if (isThere)
        {
            File.WriteAllText(path, "");
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
        }

        var message = Assert.Throws<DaemonException>(() => Spawner.Spawn(LaunchSpec.OfTool(path, [path], []), [])).Message;

        Assert.Equal($"cannot start {path}: {reason}", message);
    }
}
