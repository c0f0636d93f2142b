using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Seeing;

/// <summary>Paths with links in them, many in the same directory.</summary>
public sealed class RealPathsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("daemonize-paths-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void LinksAreResolvedAndTheLastNameIsKept()
    {
        _ = Directory.CreateDirectory(Path.Combine(_root, "real"));
        File.CreateSymbolicLink(Path.Combine(_root, "link"), "real");
        File.CreateSymbolicLink(Path.Combine(_root, "real", "a.pid"), "elsewhere");
        var paths = new RealPaths();
        foreach (var name in (string[])["a.pid", "b.pid", "a.pid"])
        {
            Assert.Equal($"{_root}/real/{name}", paths.Of($"{_root}/link/{name}"));
            Assert.Equal($"{_root}/real/{name}", paths.Of($"{_root}/real/{name}"));
        }
    }

    [Theory]
    [InlineData("/a.pid", "/a.pid")]
    [InlineData("/proc/self/../../a.pid", "/a.pid")]
    [InlineData("/no-such-directory/deep/a.pid", "/no-such-directory/deep/a.pid")]
    [InlineData("a.pid", "a.pid")]
    public void PathsWithoutADirectoryStay(string path, string expected)
    {
        var paths = new RealPaths();
        Assert.Equal(expected, paths.Of(path));
        Assert.Equal(expected, paths.Of(path));
    }
}
