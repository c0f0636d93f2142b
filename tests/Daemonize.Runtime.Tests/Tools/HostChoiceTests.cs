using System.Diagnostics;
using Daemonize.CompilerServices;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Tools;

/// <summary>
/// The behavior of a program that a tool calls to get its host: it runs a method that is certain to build one, and no other.
/// </summary>
[Collection(ProcessWide.Name)]
public sealed class HostChoiceTests
{
    [Theory]
    [InlineData(ReadyMode.OnStart)]
    [InlineData(ReadyMode.Manual)]
    public void DaemonWithoutAHostDoesNotRun(ReadyMode ready)
    {
        var hasRun = false;
        var program = Definitions.CreateProgram(Create("purge", ready, () => hasRun = true));
        var exception = Assert.Throws<DaemonException>(() => CallAsTool(() => DaemonEntryPoint.Run(program, ["--applicationName=job"])));
        Assert.Equal(
            "none of newsapp's daemons is known to have a host, which is what its entry point was called for; "
                + "name one: UseSetting(\"daemon\", \"…\") in a test, '--daemon …' behind the '--' of dotnet ef, or DAEMONIZE_DAEMON=…",
            exception.Message);
        Assert.Equal(DaemonExitCode.Usage, exception.ExitCode);
        Assert.False(hasRun);
    }

    /// <summary>The program's own code after TryRun may build the host.</summary>
    [Fact]
    public void TryRunLeavesTheCallToTheProgram()
    {
        var hasRun = false;
        var program = Definitions.CreateProgram(Create("purge", ReadyMode.Manual, () => hasRun = true));
        Assert.False(CallAsTool(() => DaemonEntryPoint.TryRun(program, ["--applicationName=job"], out _)));
        Assert.False(hasRun);
    }

    /// <summary>The method may call another that builds the host. Only a program with Daemonize.Hosting reads a configuration.</summary>
    [Fact]
    public void OnlyManualDaemonOfAProgramWithHostsRuns()
    {
        var ran = "";
        var manual = Create("serve", ReadyMode.Manual, () => ran += "serve");
        var purge = Create("purge", ReadyMode.OnStart, () => ran += "purge");
        var program =
            new DaemonProgram
            {
                Name = "newsapp",
                Version = "1.0.0",
                Help = "",
                Daemons = [purge, manual],
                Configuration = static () => new()
            };
        Assert.True(CallAsTool(() => DaemonEntryPoint.TryRun(program, ["--applicationName=job"], out _)));
        Assert.Equal("serve", ran);
    }

    [Fact]
    public void DaemonThatIsNamedRuns()
    {
        var hasRun = false;
        var program = Definitions.CreateProgram(Create("purge", ReadyMode.OnStart, () => hasRun = true));
        Assert.True(CallAsTool(() => DaemonEntryPoint.TryRun(program, ["--daemon=purge"], out _)));
        Assert.True(hasRun);
    }

    private static DaemonDefinition Create(string name, ReadyMode ready, Action run) => new()
    {
        Name = name,
        Ready = ready,
        Bind = _ => (_, _) =>
        {
            run();
            return new(0);
        },
    };

    /// <summary>Runs on a separate thread and with a listener, as HostFactoryResolver does.</summary>
    private static T CallAsTool<T>(Func<T> call)
    {
        using var listeners = DiagnosticListener.AllListeners.Subscribe(new Listener());
        var result = new TaskCompletionSource<T>();
        new Thread(() =>
        {
            try
            {
                result.SetResult(call());
            }
            catch (DaemonException exception)
            {
                result.SetException(exception);
            }
        })
        {
            IsBackground = true,
        }.Start();
        return result.Task.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
    }

    private sealed class Listener : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value) => _ = value.Name == "Microsoft.Extensions.Hosting" ? value.Subscribe(this) : null;

        public void OnNext(KeyValuePair<string, object?> value)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
