using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Platform;

/// <summary>What /proc/locks tells of locks of open file descriptions.</summary>
public sealed class HeldLocksTests
{
    private const string Text = """
        1: POSIX  ADVISORY  WRITE 3520 fe:00:261632 0 EOF
        2: FLOCK  ADVISORY  WRITE 3520 00:17:1038 0 EOF
        3: OFDLCK ADVISORY  WRITE -1 fe:00:1312 0 EOF

        """;

    [Theory]
    [InlineData("fe:00:1312", false)]
    [InlineData("fe:00:131", true)]
    [InlineData("fe:01:1312", true)]
    [InlineData(null, true)]
    public void LockOnAnotherFileIsAnother(string? own, bool expected) => Assert.Equal(expected, HeldLocks.AreOthers(Text, own));

    [Fact]
    public void OtherKindsOfLocksDoNotCount() =>
        Assert.False(HeldLocks.AreOthers(Text[..Text.IndexOf("3:", StringComparison.Ordinal)], own: null));
}
