using System.Diagnostics;
using Daemonize.Platform.Linux;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(Daemonize.Tests.Infrastructure.TestChildStartup))]

namespace Daemonize.Tests.Infrastructure;

/// <summary>
/// Another process of this program, for tests in which a process is killed: it plays one of the <see cref="TestRoles"/> instead of running
/// tests. It ends with its standard input, and so with the process of the tests.
/// </summary>
internal sealed class TestChild : IDisposable
{
    /// <summary>The variable with the name of the role and its arguments, one per line.</summary>
    public const string Variable = "DAEMONIZE_TEST_ROLE";

    /// <summary>What distinguishes the lines of a role from those of the test runner.</summary>
    public const string Mark = "role: ";

    /// <summary>The exit code that .NET has for a process that SIGKILL has ended.</summary>
    public const int Killed = 128 + 9;

    private readonly Process _process;

    private TestChild(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts a role; with a prefix, as the arguments of another program.</summary>
    public static TestChild Start(string[] prefix, string role, params object[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Daemonize.Runtime.Tests");
        string[] words = [.. prefix, program];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[Variable] = string.Join('\n', [role, .. arguments]);
        return new TestChild(Process.Start(start)!);
    }

    /// <inheritdoc cref="Start(string[], string, object[])"/>
    public static TestChild Start(string role, params object[] arguments) => Start([], role, arguments);

    /// <summary>Reads the next line of the role; null when the process has ended.</summary>
    public string? ReadLine()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return line[Mark.Length..];
            }
        }

        return null;
    }

    /// <summary>Reads the next line, which is a number.</summary>
    public long ReadNumber() => long.Parse(ReadLine() ?? "nothing: the process has ended", InvariantNumbers.Format);

    public void Signal(int signal) => Assert.Equal(0, Libc.kill(Id, signal));

    /// <summary>Waits for the end of the process, and returns its exit code.</summary>
    public int WaitForEnd()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}

/// <summary>Plays the role of this process before any test is discovered.</summary>
public sealed class TestChildStartup : ITestPipelineStartup
{
    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        if (Environment.GetEnvironmentVariable(TestChild.Variable) is { } text)
        {
            var words = text.Split('\n');
            await TestRoles.PlayAsync(words[0], words[1..]);
            Environment.Exit(0);
        }
    }

    public ValueTask StopAsync() => ValueTask.CompletedTask;
}
