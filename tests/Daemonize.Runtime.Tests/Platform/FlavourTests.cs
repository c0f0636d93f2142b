using System.Reflection;
using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>The flavour of the assembly that the tests run.</summary>
public sealed class FlavourTests
{
    /// <summary>The project file chooses the files by their names and writes the metadata: both from one property.</summary>
    [Fact]
    public void MetadataNamesTheFlavourThatWasCompiled()
    {
        var metadata = typeof(DaemonAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();

        Assert.Equal(Flavour.Name, metadata.Single(static attribute => attribute.Key == "Flavour").Value);
    }

    [Fact]
    public void ItSuitsLinux() => Assert.True(Flavour.SuitsThisSystem);

    /// <summary>3 is the code of the LSB for an action that is not implemented, but means "not running" as the answer of status.</summary>
    [Theory]
    [InlineData(4, "status")]
    [InlineData(4, "status", "fetch")]
    [InlineData(3, "start", "status")]
    [InlineData(3)]
    public void StatusOnAnotherSystemIsUnknown(int expected, params string[] args) =>
        Assert.Equal(expected, DaemonExitCode.OnAnotherSystem(args));
}
