using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Seeing;

/// <summary>The user as which a daemon's program is called.</summary>
public sealed class ProcessOwnerTests
{
    [Fact]
    public void OwnerOfThisProcessIsRead() => Assert.Equal(ProcessOwner.OfThis, ProcessOwner.TryRead(Environment.ProcessId));

    /// <summary>With the set-user-ID bit, a process of root may have the arguments of another user.</summary>
    [Theory]
    [InlineData("1000\t0\t0\t0", "0\t0\t0\t0")]
    [InlineData("0\t0\t1000\t0", "0\t0\t0\t0")]
    [InlineData("0\t0\t0\t0", "1000\t0\t0\t0")]
    [InlineData("0\t0\t0", "0\t0\t0\t0")]
    [InlineData("x\tx\tx\tx", "0\t0\t0\t0")]
    public void MixedIdsAreNoOwner(string users, string groups) =>
        Assert.Null(ProcessOwner.Parse($"Name:\tsu\nUid:\t{users}\nGid:\t{groups}\nFDSize:\t64\n"));

    [Fact]
    public void IdsAreRead() =>
        Assert.Equal(
            new ProcessOwner(1000, 100), ProcessOwner.Parse("Name:\tx\nUid:\t1000\t1000\t1000\t1000\nGid:\t100\t100\t100\t100\n"));
}
