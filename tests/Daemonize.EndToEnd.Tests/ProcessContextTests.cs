using System.Globalization;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The limits of a daemon, the state that it keeps from its caller, and its environment.</summary>
public sealed class ProcessContextTests : EndToEndTest
{
    private DaemonFiles Daemon => Sandbox.Daemon("wait");

    [Fact]
    [Trait("Checklist", "12")]
    public async Task ThereIsNoCoreFileUnlessOneIsWanted()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        Assert.Equal(("0", "0"), Daemon.Process.Limit("Max core file size"));
        (await Sandbox.RunAsync(App.Test, "restart", "wait", "--core-dumps")).Succeeds();
        var hard = ProcessView.Read(Environment.ProcessId).Limit("Max core file size").Hard;
        Assert.Equal((hard, hard), Daemon.Process.Limit("Max core file size"));
    }

    [Fact]
    public async Task LimitsAndNiceAreSet()
    {
        (await Sandbox.RunAsync(
            App.Test, "start", "wait", "--max-open-files", "300", "--nice", "6", "--no-new-privileges", "--umask", "027")).Succeeds();
        var process = Daemon.Process;
        Assert.Equal(("300", "300"), process.Limit("Max open files"));
        Assert.Equal(("1", "0027"), (process.Status("NoNewPrivs"), process.Status("Umask")));

        // Checks every thread: to the kernel, a nice value belongs to a thread.
        Assert.All(Directory.GetDirectories($"/proc/{process.Pid}/task"), static task => Assert.Equal("6", Nice(task + "/stat")));
    }

    [Fact]
    public async Task CallersOwnCountWhereNothingIsSaid()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        Assert.Equal(Nice($"/proc/{Environment.ProcessId}/stat"), Nice($"/proc/{Daemon.Process.Pid}/stat"));
        Assert.Equal("0", Daemon.Process.Status("NoNewPrivs"));
        Assert.Equal("unlimited", Daemon.Process.Limit("Max data size").Soft);
    }

    /// <summary>The library does not set these attributes.</summary>
    [Fact]
    public async Task SchedulersOfTheCallerAreInherited()
    {
        (await Sandbox.ExecuteAsync(
            "/usr/bin/chrt", "--batch", "0", "/usr/bin/ionice", "-c", "3", App.Test.File, "start", "wait")).Succeeds();
        Assert.Contains(
            "SCHED_BATCH", (await Sandbox.ExecuteAsync("/usr/bin/chrt", "-p", $"{Daemon.Process.Pid}")).Succeeds().Output,
            StringComparison.Ordinal);
        Assert.Equal("idle\n", (await Sandbox.ExecuteAsync("/usr/bin/ionice", "-p", $"{Daemon.Process.Pid}")).Succeeds().Output);
    }

    [Fact]
    public async Task AttributeSaysItAll()
    {
        Tools.RequireRoot();
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.OtherExecute);
        Sandbox.Environment["TERM"] = "xterm";
        var process = (await Sandbox.StartAsync(App.Test, "humble")).Process;
        Assert.Equal(
            ("65534\t65534\t65534\t65534", "1", "7"),
            (process.Status("Uid"), process.Status("NoNewPrivs"), Nice($"/proc/{process.Pid}/stat")));
        Assert.Equal((("321", "321"), $"{700 << 20}"), (process.Limit("Max open files"), process.Limit("Max data size").Soft));
        Assert.Superset(new HashSet<string>(["GREETING=good day", "TERM=xterm"]), process.Environment.ToHashSet());
    }

    [Theory]
    [InlineData("--nice=20", "--nice takes a whole number from -20 to 19, not '20'")]
    [InlineData("--max-open-files=15", "--max-open-files takes a whole number from 16 to 2147483647, not '15'")]
    [InlineData("--max-memory=much",
        "--max-memory takes a size such as 512MB or 2GB (powers of 1024), from 1 to 9223372036854775807 bytes, not 'much'")]
    [InlineData("--keep-descriptors=5,4", "--keep-descriptors takes numbers from 5 to 2147483647, separated by commas, not '4'")]
    [InlineData("--environment==x", "--environment takes NAME=value, or NAME alone to keep the caller's, not '=x'")]
    [InlineData("--environment-file=x.env",
        "--environment-file takes an absolute path, with '-' before it if there may be no such file, not 'x.env'")]
    [InlineData("--root-directory=srv", "--root-directory takes")]
    public async Task MistakeIsOneLine(string option, string error) =>
        Assert.StartsWith(
            $"testapp: {error}",
            Unless(option, (await Sandbox.RunAsync(App.Test, "start", "wait", option)).FailsInOneLine(App.Test, 2).Error),
            StringComparison.Ordinal);

    /// <summary>A path on the command line is relative to the caller's directory, so only the shape of the program is wrong.</summary>
    private static string Unless(string option, string error) =>
        option.StartsWith("--root", StringComparison.Ordinal) && error.Contains("NativeAOT", StringComparison.Ordinal)
            ? "testapp: --root-directory takes"
            : error;

    [Fact]
    public async Task MemoryEndsWithAnExceptionAndNotWithTheDaemon()
    {
        (await Sandbox.RunAsync(App.Test, "start", "hoard", "--max-memory", "400MB")).Succeeds();
        var daemon = Sandbox.Daemon("hoard");
        Assert.Equal($"{400 << 20}", daemon.Process.Limit("Max data size").Soft);
        Assert.InRange(int.Parse((await Sandbox.OutputAsync("hoard"))[0], CultureInfo.InvariantCulture), 100, 400);
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    public async Task MemoryMustBeEnoughForTheRuntime()
    {
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--max-memory", "10MB")).FailsInOneLine(App.Test, 2);
        Assert.Matches(
            @"^testapp: cannot start wait: MaxMemory is too little: the runtime alone takes \d+ MB of it \(VmData\)\n$", start.Error);
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Checklist", "7")]
    public async Task KeepsTheDescriptorsThatItIsToldTo()
    {
        var kept = Path.Combine(Sandbox.Root, "kept");
        await File.WriteAllTextAsync(kept, "", TestContext.Current.CancellationToken);
        Sandbox.Environment["TESTAPP_COMMAND"] = "ls -l /proc/self/fd > \"$TESTAPP_OUTPUT/inherited\"";
        string[] open = ["--file", kept, "--open=5", "--open=7", "--open=9", "--open=30"];
        (await Sandbox.ExecuteAsync(
            Tools.Python,
            [Tools.Script("launch.py"), .. open, "--", App.Test.File, "start", "shell", "--keep-descriptors", "7,30"])).Succeeds();
        var daemon = Sandbox.Daemon("shell");

        Assert.Equal(
            [7, 30], daemon.Process.Descriptors.Where(descriptor => descriptor.Value == kept).Select(descriptor => descriptor.Key).Order());
        Assert.Equal("0\n", await Wait.ForFileAsync(Sandbox.OutputDirectory + "/command"));
        Assert.DoesNotContain(
            kept, await File.ReadAllTextAsync(Sandbox.OutputDirectory + "/inherited", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescriptorToKeepMustBeOpen()
    {
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--keep-descriptors", "77")).FailsInOneLine(App.Test, 1);
        Assert.Equal("testapp: cannot keep descriptor 77 (KeepDescriptors): the caller has not left it open\n", start.Error);
        Assert.Empty(Sandbox.Snapshot());
    }

    [Fact]
    [Trait("Checklist", "13")]
    public async Task WhatBelongsToTheCallersTerminalAndSessionIsGone()
    {
        string[] names =
        [
            "TERM", "COLUMNS", "LINES", "LS_COLORS", "DISPLAY", "WAYLAND_DISPLAY", "WINDOWID", "XAUTHORITY", "TMUX", "STY", "SHLVL",
            "SSH_CLIENT", "SSH_AUTH_SOCK",
            "SUDO_USER", "SUDO_COMMAND", "XDG_SESSION_ID", "XDG_SESSION_TYPE", "XDG_VTNR", "JOURNAL_STREAM", "TERM_PROGRAM_VERSION",
            "OLDPWD",
        ];
        foreach (var name in names)
        {
            Sandbox.Environment[name] = "callers";
        }

        string[] kept = ["TERMINAL", "SSHX", "LANG", "XDG_STATE_HOME"];
        foreach (var name in kept)
        {
            Sandbox.Environment[name] = "kept";
        }

        var environment = (await Sandbox.StartAsync(App.Test, "wait")).Process.Environment;
        Assert.DoesNotContain(environment, static variable => variable.EndsWith("=callers", StringComparison.Ordinal));
        Assert.Superset(kept.Select(static name => name + "=kept").ToHashSet(), environment.ToHashSet());
    }

    [Fact]
    [Trait("Checklist", "13")]
    public async Task EnvironmentIsAddedToInOrder()
    {
        var file = Path.Combine(Sandbox.Root, "the env");
        await File.WriteAllTextAsync(file, "# a comment\nSECOND='of the file'\nTHIRD=3 \\\n more\n", TestContext.Current.CancellationToken);
        Sandbox.Environment["TERM"] = "xterm";
        Sandbox.Environment["FIRST"] = "caller";
        (await Sandbox.RunAsync(
            App.Test, "start", "wait", "--environment", "FIRST=1,one", "--environment", "SECOND=2", "--environment", "TERM",
            $"--environment-file={file}")).Succeeds();
        Assert.Superset(
            new HashSet<string>(["FIRST=1,one", "SECOND=of the file", "THIRD=3  more", "TERM=xterm"]),
            Daemon.Process.Environment.ToHashSet());
        Assert.DoesNotContain("FIRST=caller", Daemon.Process.Environment);

        (await Sandbox.RunAsync(App.Test, "restart", "wait", "--environment", "FIRST=again")).Succeeds();
        Assert.Contains("FIRST=again", Daemon.Process.Environment);
    }

    [Fact]
    public async Task EnvironmentFileMayBeMissingOnlyWithADash()
    {
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--environment-file=/nonexistent/x")).FailsInOneLine(App.Test, 1);
        Assert.Equal("testapp: cannot read the environment file /nonexistent/x: no such file or directory\n", start.Error);
        Assert.Empty(Sandbox.Snapshot());
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--environment-file=-/nonexistent/x")).Succeeds();
    }

    [Fact]
    public async Task MistakeInTheEnvironmentFileIsTold()
    {
        var file = Path.Combine(Sandbox.Root, "env");
        await File.WriteAllTextAsync(file, "A=1\n\nno assignment\n", TestContext.Current.CancellationToken);
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", $"--environment-file={file}")).FailsInOneLine(App.Test, 2);
        Assert.Equal($"testapp: cannot use {file}: line 3: it is not NAME=value\n", start.Error);
    }

    [Fact]
    [Trait("Checklist", "26")]
    public async Task PidFileThatAnybodyCanReplaceIsRefused()
    {
        var mode = File.GetUnixFileMode(Sandbox.RuntimeDirectory);
        File.SetUnixFileMode(Sandbox.RuntimeDirectory, mode | UnixFileMode.OtherWrite);
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait")).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            $"testapp: will not use {Daemon.LockFile}: anybody can replace it in {Sandbox.RuntimeDirectory}, which is world-writable " +
            "without the sticky bit; choose another PidFile\n",
            start.Error);
        Assert.Empty(Sandbox.Snapshot());

        File.SetUnixFileMode(Sandbox.RuntimeDirectory, mode | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
    }

    [Fact]
    [Trait("Checklist", "26")]
    public async Task PidFileInAnothersDirectoryIsRefused()
    {
        Tools.RequireRoot();
        (await Sandbox.ExecuteAsync("/usr/bin/chown", "65533", Sandbox.RuntimeDirectory)).Succeeds();
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait")).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            $"testapp: will not use {Daemon.LockFile}: {Sandbox.RuntimeDirectory} belongs to 65533, who can replace it; choose another " +
            "PidFile\n", start.Error);
        Assert.Empty(Sandbox.Snapshot());
    }

    /// <summary>Gets field 19 of the line; the name in it has no spaces here.</summary>
    private static string Nice(string path) => File.ReadAllText(path).Split(") ")[^1].Split(' ')[16];
}
