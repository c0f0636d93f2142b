using System.Globalization;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Identity;

/// <summary>The file with the configured number of instances, and the files of each instance.</summary>
public sealed class InstanceCountTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void WhatIsWrittenIsReadAndNothingElseIsLeft()
    {
        InstanceCount.Write(_folder["fetch.pid.instances"], 3);
        InstanceCount.Write(_folder["fetch.pid.instances"], 12);
        Assert.Equal(12, InstanceCount.TryRead(_folder["fetch.pid.instances"]));
        Assert.Equal(["fetch.pid.instances"], _folder.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("0\n")]
    [InlineData("-1\n")]
    [InlineData("10001\n")]
    [InlineData("4 and more\n")]
    public void AnythingElseIsNoCount(string text)
    {
        File.WriteAllText(_folder["count"], text);
        Assert.Null(InstanceCount.TryRead(_folder["count"]));
    }

    [Fact]
    public void SymbolicLinkIsNotFollowed()
    {
        File.WriteAllText(_folder["real"], "4\n");
        File.CreateSymbolicLink(_folder["count"], _folder["real"]);
        Assert.Null(InstanceCount.TryRead(_folder["count"]));
        InstanceCount.Write(_folder["count"], 5);
        Assert.Equal("4\n", File.ReadAllText(_folder["real"]));
    }

    [Theory]
    [InlineData("/run/news.pid", "/run/news.2.pid")]
    [InlineData("/run/news", "/run/news.2")]
    [InlineData("/run/news.d/news", "/run/news.d/news.2")]
    [InlineData("/run/news.app.pid", "/run/news.app.2.pid")]
    public void NumberStandsBeforeTheExtension(string stem, string path)
    {
        var definition = Definitions.With("news", "pid-file=" + stem);
        var instance = new DaemonInstance(definition, Definitions.CreateProgram(definition), new SuppliedOptions(), number: 2);
        Assert.Equal(
            (path, path + ".lock", stem + ".instances", "news:2"),
            (instance.PidFile, instance.LockFile, instance.CountFile, instance.Name));
    }

    [Theory]
    [InlineData("fetch.pid", "fetch.{0}.pid.lock")]
    [InlineData("fetch", "fetch.{0}.lock")]
    public void NumbersAreThoseOfTheLockFiles(string pidFile, string pattern)
    {
        foreach (var text in new[] { "12", "3", "1", "10000", "10001", "0", "07", "-4", "+5", "6.5", "x", "", "2147483648" })
        {
            File.WriteAllText(_folder[string.Format(CultureInfo.InvariantCulture, pattern, text)], "");
        }

        File.WriteAllText(_folder[pidFile + ".lock"], "");
        File.WriteAllText(_folder["prefetch.8.pid.lock"], "");
        File.WriteAllText(_folder["fetch.9.pid.locked"], "");
        Assert.Equal([1, 3, 12, 10000], Create(_folder[pidFile]).FindNumbers());
    }

    [Fact]
    public void DirectoryThatIsNotThereHasNoNumbers() => Assert.Empty(Create(_folder["missing/fetch.pid"]).FindNumbers());

    private static DaemonInstance Create(string pidFile)
    {
        var definition = Definitions.With("fetch", "pid-file=" + pidFile);
        return new DaemonInstance(definition, Definitions.CreateProgram(definition), new SuppliedOptions());
    }

    public void Dispose() => _folder.Dispose();
}
