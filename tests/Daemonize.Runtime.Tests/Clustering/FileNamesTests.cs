using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering;

/// <summary>Names in the store as names of files.</summary>
public sealed class FileNamesTests
{
    [Theory]
    [InlineData("newsapp/fetch", "newsapp%2ffetch.0.lease")]
    [InlineData("a-b_c9", "a-b_c9.0.lease")]
    [InlineData("..", "%2e%2e.0.lease")]
    [InlineData("Ab", "%41b.0.lease")]
    [InlineData("é\n\0", "%c3%a9%0a%00.0.lease")]
    public void NameIsWrittenWithPlainCharacters(string name, string file) =>
        Assert.Equal("/d/" + file, FileNames.Lease("/d", name, 0));

    [Fact]
    public void DifferentNamesHaveDifferentFiles()
    {
        string[] names = ["a", "A", "a/b", "a%2fb", "a.b", "a.0", "a.0.lease", "a/0", "a%", "%61", "ä", "a\u0308", " a", "a "];
        var files = names.SelectMany(static name => (string[])
            [FileNames.Lease("/d", name, 0), FileNames.Lease("/d", name, 10), FileNames.Term("/d", name, 0),
                FileNames.Members("/d", name)]);

        Assert.Equal(4 * names.Length, files.Select(static file => file.ToUpperInvariant()).Distinct().Count());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("x", 201)]
    [InlineData("/", 67)]
    public void OtherNameIsRefused(string part, int count) => Assert.True(
        Assert.Throws<ClusterStoreException>(() => FileNames.Lease("/d", string.Concat(Enumerable.Repeat(part, count)), 0)).IsPermanent);

    /// <summary>Half of a character would be written as that of another name is. It cannot be in an attribute.</summary>
    [Fact]
    public void NameThatIsNoTextIsRefused() =>
        Assert.True(Assert.Throws<ClusterStoreException>(static () => FileNames.Lease("/d", "a\ud800", 0)).IsPermanent);

    [Fact]
    public void LongestNameFitsIntoANameOfAFile() =>
        Assert.InRange(Path.GetFileName(FileNames.Members("/d", new string('x', 200)) + ".lock.new").Length, 200, 255);
}
