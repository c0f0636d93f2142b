using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Launch;

/// <summary>The standard streams of a daemon, which its watcher opens for each restart.</summary>
public sealed class DaemonStreamsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatCannotBeOpenedLeavesNothingOpen()
    {
        Directory.CreateDirectory(_folder["error"]);
        var definition = Definitions.With(
            "fetch", "pid-file=" + _folder["fetch.pid"], "log-file=" + _folder["fetch.log"], "error-file=" + _folder["error"]);
        var instance = new DaemonInstance(definition, Definitions.CreateProgram(definition), new SuppliedOptions());

        Assert.Throws<DaemonException>(() => DaemonStreams.Open(instance));

        Assert.True(File.Exists(_folder["fetch.log"]));
        var open = Directory.EnumerateFiles("/proc/self/fd").Select(static link => new FileInfo(link).LinkTarget);
        Assert.DoesNotContain(_folder["fetch.log"], open);
    }
}
