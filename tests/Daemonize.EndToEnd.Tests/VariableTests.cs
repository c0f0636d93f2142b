namespace Daemonize.EndToEnd.Tests;

/// <summary>The environment variables that set something for a daemon, and those with similar names that do not.</summary>
public sealed class VariableTests : EndToEndTest
{
    /// <summary>A container image, a platform or a Service sets such variables for a program of that name.</summary>
    [Theory]
    [InlineData("start")]
    [InlineData("restart")]
    public async Task WhatOthersSetForTheProgramIsNoSetting(string verb)
    {
        foreach (var (name, value) in ((string, string)[])[
            ("TIMEOUT", "30"), ("USER", "nobody"), ("GROUP", "nogroup"), ("INTERVAL", "soon"), ("LOG_FILE", "/nowhere/app.log"),
            ("WAIT_LOG_FILE", "/nowhere/app.log"),
            ("PID_FILE", "/nowhere/app.pid"), ("WAIT_PID_FILE", "/nowhere/app.pid"), ("ENVIRONMENT", "production"), ("UMASK", "rw"),
            ("NICE", "yes"), ("INSTANCES", "http://x"),
            ("RESTART", "unless-stopped"), ("LOG_FORMAT", "plain"), ("WORKING_DIRECTORY", "here"), ("STOP_TIMEOUT", "1"),
            ("START_TIMEOUT", "1"), ("ROOT_DIRECTORY", "/x")])
        {
            Sandbox.Environment["TESTAPP_" + name] = value;
        }

        (await Sandbox.RunAsync(App.Test, verb, "wait")).Succeeds();
        var process = Sandbox.Daemon("wait").Process;
        Assert.Equal("0022", process.Status("Umask"));
        Assert.Equal("/", process.CurrentDirectory);
        Assert.True(process.HasVariable("TESTAPP_USER=nobody"));
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
    }

    /// <summary>One variable for each place that reads settings; files have the daemon's name, because this program has several.</summary>
    [Fact]
    public async Task PrefixOfOursIsOfSettings()
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_UMASK"] = "027";
        Sandbox.Environment["DAEMONIZE_TESTAPP_WORKING_DIRECTORY"] = Sandbox.OutputDirectory;
        Sandbox.Environment["DAEMONIZE_TESTAPP_WAIT_PID_FILE"] = Sandbox.Root + "/mine.pid";
        Sandbox.Environment["DAEMONIZE_TESTAPP_WAIT_LOG_FILE"] = Sandbox.Root + "/mine.log";
        Sandbox.Environment["DAEMONIZE_TESTAPP_WAIT_ERROR_FILE"] = Sandbox.Root + "/errors.log";
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        var daemon = new DaemonFiles(Sandbox.Root + "/mine.pid", Sandbox.Root + "/mine.log");
        Assert.Equal("0027", daemon.Process.Status("Umask"));
        Assert.Equal(Sandbox.OutputDirectory, daemon.Process.CurrentDirectory);
        Assert.True(File.Exists(Sandbox.Root + "/errors.log"));
        (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(0);

        // A restart from another environment keeps them, like the options of the method.
        Sandbox.Environment["DAEMONIZE_TESTAPP_UMASK"] = null;
        (await Sandbox.RunAsync(App.Test, "restart", "wait")).Succeeds();
        Assert.Equal("0027", daemon.Process.Status("Umask"));
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Theory]
    [InlineData("DAEMONIZE_TESTAPP_WAIT_START_TIMEOUT", "DAEMONIZE_TESTAPP_START_TIMEOUT")]
    [InlineData("DAEMONIZE_TESTAPP_STOP_TIMOUT", "DAEMONIZE_TESTAPP_STOP_TIMEOUT")]
    [InlineData("DAEMONIZE_TESTAPP_TITLE", "TESTAPP_TITLE")]
    public async Task MistakenNameIsToldAndDoesNoHarm(string name, string meant)
    {
        Sandbox.Environment[name] = "1m";
        var warning =
            $"testapp: warning: the environment variable {name} is not a setting of testapp and is ignored; did you mean '{meant}'?\n";
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait")).ExitsWith(0);
        Assert.Equal(warning, start.Error);
        Assert.StartsWith("wait started (pid ", start.Output, StringComparison.Ordinal);
        Assert.Equal(warning, (await Sandbox.RunAsync(App.Test, "restart", "wait")).ExitsWith(0).Error);
        (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "list")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.StartsWith(warning, (await Sandbox.RunAsync(App.Test, "once", "options")).ExitsWith(0).Error, StringComparison.Ordinal);

        // "run" logs the same message, so it reaches a service manager's journal.
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "0";
        Assert.StartsWith(warning, (await Sandbox.RunAsync(App.Test, "run", "answer")).ExitsWith(0).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DAEMONIZE_TESTAPP_UMASK", "888",
        "takes an octal number from 000 to 777, not '888'; correct or unset this environment variable")]
    [InlineData("DAEMONIZE_TESTAPP_START_TIMEOUT", "0s",
        "must be longer than zero: from 0.0001ms to 10000d; correct or unset this environment variable")]
    [InlineData("DAEMONIZE_TESTAPP_WORKING_DIRECTORY", "here",
        "takes an absolute path, not 'here'; correct or unset this environment variable")]
    [InlineData("TESTAPP_COUNT", "many",
        "takes a whole number from -2147483648 to 2147483647, not 'many'; correct or unset this environment variable")]
    public async Task BadValueNamesItsVariableAndWhatToDo(string name, string value, string complaint)
    {
        Sandbox.Environment[name] = value;
        foreach (var verb in (string[])["start", "run", "once", "restart"])
        {
            Assert.Equal(
                $"testapp: {name} {complaint}\n", (await Sandbox.RunAsync(App.Test, verb, "options")).FailsInOneLine(App.Test, 2).Error);
        }

        (await Sandbox.RunAsync(App.Test, "stop", "options")).Succeeds();
    }

    /// <summary>Errors that the text alone does not show: the machine lacks the value, or the caller lacks the permission.</summary>
    [Theory]
    [InlineData("USER", "nosuchuser", "there is no user 'nosuchuser' on this machine")]
    [InlineData("GROUP", "nosuchgroup", "there is no group 'nosuchgroup' on this machine")]
    [InlineData("WORKING_DIRECTORY", "/nowhere/at/all", "cannot enter the working directory /nowhere/at/all: no such file or directory")]
    [InlineData("ENVIRONMENT_FILE", "/nowhere.env", "cannot read the environment file /nowhere.env: no such file or directory")]
    [InlineData("KEEP_DESCRIPTORS", "99", "cannot keep descriptor 99 (KeepDescriptors): the caller has not left it open")]
    public async Task ValueThatCannotBeHadNamesItsVariable(string setting, string value, string complaint)
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_" + setting] = value;
        var start = await Sandbox.RunAsync(App.Test, "start", "wait");
        Assert.NotEqual(0, start.ExitCode);
        Assert.Contains(
            $"{complaint}; the environment variable DAEMONIZE_TESTAPP_{setting} says so; correct or unset it", start.Error,
            StringComparison.Ordinal);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>The variables of a service manager that has executed another program: this process is not its service.</summary>
    [Fact]
    public async Task VariablesOfAnotherServiceAreNotUsed()
    {
        Sandbox.Environment["TESTAPP_PROGRAM"] = App.Test.File;
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "0";
        const string listen = """
            import os, socket, subprocess, sys
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            listener.bind(sys.argv[1])
            command = [os.environ["TESTAPP_PROGRAM"], "run", "answer", "--pid-file", sys.argv[1] + ".pid"]
            def heard(**variables):
                end = subprocess.run(command, env={**os.environ, "NOTIFY_SOCKET": sys.argv[1], **variables}, capture_output=True, text=True)
                listener.setblocking(False)
                texts = []
                try:
                    while True:
                        texts.append(listener.recv(4096).decode())
                except BlockingIOError:
                    pass
                return end.returncode, any("READY=1" in text for text in texts), len(texts) > 0, "use exec in it" in end.stderr
            print(heard(), heard(SYSTEMD_EXEC_PID=str(os.getpid())), heard(SYSTEMD_EXEC_PID="1"))
            """;
        var result = await Sandbox.ExecuteAsync("python3", "-c", listen, Sandbox.Root + "/notify");
        Assert.Equal("(0, True, True, False) (0, False, False, True) (0, False, False, False)\n", result.ExitsWith(0).Output);
    }
}
