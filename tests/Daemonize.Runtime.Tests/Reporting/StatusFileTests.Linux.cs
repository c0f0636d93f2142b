using Daemonize.Reporting;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Reporting;

/// <content>The owner of the file, which .NET does not report.</content>
public sealed partial class StatusFileTests
{
    /// <summary>Users with write access to the directory could report anything.</summary>
    [Fact]
    public void FileOfAnotherUserIsUnknown()
    {
        RequiresRoot.Check();
        Assert.True(StatusFile.TryWrite(Path, Text.Format()));
        Nodes.Give(Path, 65534);

        Assert.Null(TryRead(Path, Record));
    }
}
