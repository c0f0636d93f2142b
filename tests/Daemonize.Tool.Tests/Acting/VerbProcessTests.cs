using System.Globalization;
using System.Text;
using Daemonize.Platform.Linux;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Acting;

/// <summary>The process of a verb, here a shell.</summary>
public sealed class VerbProcessTests
{
    [Fact]
    public void OutputAndExitCodeAreKept() =>
        Assert.Equal(new VerbOutcome("a/b", 3, "out\n", "err\n"), Run("echo out; echo err >&2; exit 3"));

    [Fact]
    public void InputIsEmpty() => Assert.Equal(new VerbOutcome("a/b", 0, "/dev/null\n", ""), Run("readlink /proc/self/fd/0; cat"));

    [Fact]
    public void EnvironmentIsThatOfTheCall() =>
        Assert.Equal("COLOUR=blue\n", VerbProcess.Run(VerbCall(["/usr/bin/env"], "COLOUR=blue", "NOTIFY_SOCKET=/run/notify")).Output);

    [Fact]
    public void OutputHasALimit() => Assert.Equal(64 * 1024, Run("yes | head -c 200000").Output.Length);

    [Fact]
    public void MissingProgramIsAFailure()
    {
        var outcome = VerbProcess.Run(VerbCall(["/nowhere/x", "stop"]));
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("cannot stop a/b: cannot start /nowhere/x: ", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>The verb is left alone: to end it would be to act on a daemon by other means than its program.</summary>
    [Fact]
    public void VerbThatTakesTooLongIsReported()
    {
        var outcome = VerbProcess.Run(
            VerbCall(["/bin/sleep", "1000"]) with { Limit = TimeSpan.FromMilliseconds(300) });
        var pid = outcome.Error.Split("(pid ")[1].Split(')')[0];
        using (var process = ProcessHandle.Open(int.Parse(pid, CultureInfo.InvariantCulture)))
        {
            process.Signal(Native.SigKill);
        }

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("'stop' of a/b still runs after 300ms (pid ", outcome.Error, StringComparison.Ordinal);
    }

    private static VerbOutcome Run(string script) => VerbProcess.Run(VerbCall(["/bin/sh", "-c", script], "PATH=/usr/bin:/bin"));

    private static VerbCall VerbCall(string[] words, params string[] variables)
    {
        var environment = new NulTerminatedStrings();
        Array.ForEach(variables, variable => environment.Add(Encoding.UTF8.GetBytes(variable)));
        return new VerbCall("a/b", "a/b", DaemonVerb.Stop, words, ProcessOwner.OfThis, environment, TimeSpan.FromMinutes(1));
    }
}
