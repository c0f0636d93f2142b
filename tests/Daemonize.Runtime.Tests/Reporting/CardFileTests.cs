using Daemonize.Reporting;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Reporting;

/// <summary>The files of cards: their names, and which of them a reader trusts.</summary>
public sealed partial class CardFileTests : IDisposable
{
    private const int MaxLength = 512 * 1024;

    private readonly TestFolder _folder = new();

    private string Path => _folder["newsapp.fetch.0123456789abcdef.json"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("newsapp", "fetch", "/run/newsapp/fetch.pid", "/d/newsapp.fetch.5ec78b66962c39c2.json")]
    [InlineData("news.app", "fetch-all", "", "/d/news.app.fetch-all.cbf29ce484222325.json")]
    [InlineData("../ä*", ".x", "a", "/d/_.___._x.af63dc4c8601ec8c.json")]
    public void NameHasProgramDaemonAndHash(string program, string daemon, string pidFile, string path) =>
        Assert.Equal(path, CardFile.PathOf("/d", program, daemon, pidFile));

    /// <summary>The limit of a name is 255 bytes on most file systems.</summary>
    [Fact]
    public void LongNamesFit() => Assert.InRange(
        System.IO.Path.GetFileName(CardFile.PathOf("/d", new string('p', 1000), new string('d', 1000), "/p")).Length, 200, 255);

    [Fact]
    public void CardIsRead()
    {
        Write();
        Assert.Equal("fetch", CardFile.TryRead(Path)?.Daemon);
    }

    [Fact]
    public void MissingFileIsNoCard() => Assert.Null(CardFile.TryRead(Path));

    [Fact]
    public void SymbolicLinkIsNotFollowed()
    {
        Write();
        File.CreateSymbolicLink(_folder["link"], Path);
        Assert.Null(CardFile.TryRead(_folder["link"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MaxLength + 1)]
    [InlineData(10L << 30)]
    public void SizeIsLimited(long size)
    {
        Write();
        using (var file = new FileStream(Path, FileMode.Open))
        {
            file.SetLength(size);
        }

        Assert.Null(CardFile.TryRead(Path));
    }

    [Fact]
    public void DirectoryIsNoCard()
    {
        Directory.CreateDirectory(Path);
        Assert.Null(CardFile.TryRead(Path));
    }

    private void Write()
    {
        File.WriteAllBytes(Path, new DaemonCard { Program = "newsapp", Daemon = "fetch", Command = ["/srv/newsapp"] }.Format()!);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
