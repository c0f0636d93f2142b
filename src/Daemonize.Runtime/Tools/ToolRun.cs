using Daemonize.CompilerServices;
using Daemonize.Scheduling;

namespace Daemonize.Tools;

/// <summary>
/// Runs a daemon method that builds its host, for a tool. It runs in the tool's process, so without lock, pid file, log, status, signals,
/// schedule and callbacks. Exceptions of the method reach the tool; a tool that only needs the host ends the method with one
/// (HostAbortedException).
/// </summary>
internal static class ToolRun
{
    /// <summary>Runs until the host has stopped, and returns the exit code.</summary>
    public static int Run(DaemonProgram program, DaemonDefinition definition, ToolArguments arguments)
    {
        var stop = new StopRequest(canWake: false);
        var runtime = new DaemonRuntime(
            definition.Name,
            instance: 1,
            static () => 1,
            stop,
            new DaemonProgress(Heartbeat.None),
            new Readiness(static () => { }),
            program: program,
            stopTimeout: definition.Get(Setting.StopTimeout))
        {
            IsInTool = true,
            Shards = definition.Shards,
        };
        try
        {
            return definition.Services is { } services
                ? RunServices(services(), runtime, arguments)
                : RunMethod(definition, runtime, arguments);
        }
        catch (OperationCanceledException) when (stop.IsRequested)
        {
            return stop.ExitCode;
        }
    }

    private static int RunServices(DaemonServices services, DaemonRuntime runtime, ToolArguments arguments)
    {
        services.RunInToolAsync(runtime.CreateContext(), arguments.Texts).AsTask().GetAwaiter().GetResult();
        return runtime.Stop.ExitCode;
    }

    private static int RunMethod(DaemonDefinition definition, DaemonRuntime runtime, ToolArguments arguments)
    {
        var method = Bind(definition, arguments);
        var now = DateTimeOffset.UtcNow;
        var context = new DaemonContext(runtime, tickNumber: 1, now, now, TimeSpan.Zero);
        using var environment = HostEnvironment.Set(arguments.Settings);
        var exitCode = method(context, runtime.Stop.Token).AsTask().GetAwaiter().GetResult();
        return exitCode != DaemonExitCode.Success ? exitCode : runtime.Stop.ExitCode;
    }

    private static Func<DaemonContext, CancellationToken, ValueTask<int>> Bind(DaemonDefinition definition, ToolArguments arguments)
    {
        try
        {
            return definition.Bind(new OptionBinder(definition, arguments.OptionsOf(definition)));
        }
        catch (DaemonException exception)
        {
            throw new DaemonException(
                $"{exception.Message}; a test gives options by UseSetting(\"name\", \"value\"), dotnet ef by '-- --name=value'",
                exception.ExitCode);
        }
    }
}
