using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>
/// The answer of the Linux flavour on another system, which it reaches as lib/ where NuGet or the host finds nothing that suits better.
/// </summary>
public sealed class MismatchTests
{
    [Theory]
    [InlineData("osx-arm64")]
    [InlineData("osx-x64")]
    public void SystemWithItsOwnFlavourIsNamed(string system) => Assert.Equal(
        $"this is the Linux build of Daemonize; publish for this system (-r {system}), or keep NewsApp.deps.json next to the program",
        Flavour.DescribeMismatch("NewsApp", system));

    /// <summary>To publish for a system that the package has nothing for would end with the same message.</summary>
    [Theory]
    [InlineData("win-x64")]
    [InlineData("freebsd-x64")]
    public void SystemWithoutAFlavourHasNoWayOut(string system) => Assert.Equal(
        $"this is the Linux build of Daemonize, which has no build for this system ({system})",
        Flavour.DescribeMismatch("NewsApp", system));
}
