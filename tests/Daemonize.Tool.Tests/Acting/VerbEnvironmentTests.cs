using Daemonize.Platform;
using Daemonize.Tool.Acting;

namespace Daemonize.Tool.Tests.Acting;

/// <summary>The environment of a start, which is that of a login.</summary>
public sealed class VerbEnvironmentTests
{
    private static readonly Dictionary<string, string> Own = new(StringComparer.Ordinal)
    {
        ["LANG"] = "de_DE.UTF-8",
        ["DOTNET_ROOT"] = "/opt/dotnet",
        ["DAEMONIZE_CARDS"] = "/srv/cards",
        ["PATH"] = "/home/me/bin",
        ["LD_PRELOAD"] = "/tmp/evil.so",
    };

    [Fact]
    public void LoginHasOnlyItsVariables() =>
        Assert.Equal(
            ["HOME=/home/news", "USER=news", "LOGNAME=news", "SHELL=/bin/bash", "PATH=/usr/local/bin:/usr/bin:/bin",
                "LANG=de_DE.UTF-8", "DOTNET_ROOT=/opt/dotnet"],
            VerbEnvironment.OfLogin(
                new UserEntry("news", 4_200_000_001, 4_200_000_001, "/home/news", "/bin/bash"), 4_200_000_001, Own.GetValueOrDefault));

    [Fact]
    public void UnknownUserHasAnEnvironmentToo() =>
        Assert.Equal(
            ["HOME=/", "USER=4200000001", "LOGNAME=4200000001", "SHELL=/bin/sh", "PATH=/usr/local/bin:/usr/bin:/bin"],
            VerbEnvironment.OfLogin(null, 4_200_000_001, static _ => null));

    [Fact]
    public void CardsOfThisUserAreWhereTheyWere() =>
        Assert.Contains("DAEMONIZE_CARDS=/srv/cards", VerbEnvironment.OfLogin(null, ThisProcess.UserId, Own.GetValueOrDefault));
}
