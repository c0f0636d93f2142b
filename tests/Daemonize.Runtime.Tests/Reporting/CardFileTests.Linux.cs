using Daemonize.Reporting;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Reporting;

/// <content>Owners, modes and FIFOs, which .NET does not report.</content>
public sealed partial class CardFileTests
{
    [Fact]
    public void FileOfAnotherUserIsNoCard()
    {
        RequiresRoot.Check();
        Write();
        Nodes.Give(Path, 65534);
        Assert.Null(CardFile.TryRead(Path));
    }

    /// <summary>The card says what to call.</summary>
    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void FileThatOthersCanWriteIsNoCard(UnixFileMode mode)
    {
        Write();
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | mode);
        Assert.Null(CardFile.TryRead(Path));
    }

    [Fact]
    public void FileWithAnotherNameIsNoCard()
    {
        Write();
        Nodes.CreateHardLink(_folder["other"], Path);
        Assert.Null(CardFile.TryRead(Path));
    }

    [Fact]
    public void FifoDoesNotBlock()
    {
        Nodes.CreateFifo(Path);
        Assert.Null(CardFile.TryRead(Path));
    }
}
