using Daemonize.Generated;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Stages;

namespace Daemonize.Commands;

/// <summary>From the arguments to what is done, said and returned: each verb in a few lines, the work in a file of its own.</summary>
internal static class Verbs
{
    private static readonly string[] Known =
        ["start", "stop", "restart", "try-restart", "reload", "force-reload", "status", "run", "once", "logs", "completion", "help"];

    /// <summary>Whether a program with a command line of its own leaves the word to us. It has its own help.</summary>
    public static bool IsVerb(string word) => Stage.IsStage(word) || (word != "help" && Array.IndexOf(Known, word) >= 0);

    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        Terminal.FillGaps();
        if (args.IsEmpty && !Stage.IsEntered)
        {
            Terminal.WriteError(HelpWriter.Wrap(program.Help, Terminal.Width(Terminal.Error)));
            return DaemonExitCode.Usage;
        }

        try
        {
            return Stage.IsEntered ? Stage.Run(program, args)
                : args[0] == "help" || args.Contains("--help") || args.Contains("-h") ? Print(HelpWriter.Wrap(program.Help, Terminal.Width(Terminal.Output)))
                : args[0] == "--version" ? Print(program.Version + "\n")
                : Dispatch(program, args);
        }
        catch (DaemonException exception)
        {
            return Complain(program, exception);
        }
    }

    private static int Dispatch(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (Stage.IsStage(args[0]))
        {
            return Stage.Run(program, args);
        }

        // Read before the verb is known to be one, so that each verb gets it; an unknown verb is told first.
        return args[0] switch
        {
            "start" => Start(program, Instances(program, args)),
            "stop" => Stop(program, Instances(program, args), stopped: []),
            "restart" => Restart(program, Instances(program, args)),
            "try-restart" => Restart(program, Instances(program, args).FindAll(IsRunning)),
            "status" => StatusTable.Print(Instances(program, args).ConvertAll(Status.Of)),
            "run" => InForeground(program, args, isOnce: false),
            "once" => InForeground(program, args, isOnce: true),
            "logs" => Logs.Show(Instances(program, args), CommandLine.Parse(program, args)),

            "completion" => Print(CompletionScript.Find(program, args)),

            // Actions that the LSB names and a script may try.
            "reload" or "force-reload" => throw new DaemonException($"{args[0]} is not implemented; restart instead", DaemonExitCode.NotImplemented),
            var verb => throw new DaemonException($"there is no verb '{OneLine.From(verb)}'{Nearest.Suggest(program.Name, verb, Known)}", DaemonExitCode.Usage),
        };
    }

    private static List<DaemonInstance> Instances(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = CommandLine.Parse(program, args);
        return commandLine.Daemons.ConvertAll(definition => new DaemonInstance(definition, program, commandLine.OptionsOf(definition)));
    }

    private static bool IsRunning(DaemonInstance instance) => Status.Of(instance).State is DaemonState.Running or DaemonState.Unknown;

    private static int Start(DaemonProgram program, List<DaemonInstance> instances)
    {
        if (Environment.ProcessId == 1)
        {
            throw new DaemonException("start would end this container as soon as it returns, because it is the container's process 1; use 'run'");
        }

        // A mistake in the options of one is found before any other is started.
        instances.ForEach(static instance => instance.Bind());

        // Orphans of the session stage become children of this process, so that it learns how a daemon ended that never got ready.
        _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        return Each(program, instances, static instance => Commands.Start.Begin(instance), static (instance, start) =>
        {
            using var _ = start;
            var outcome = start.Complete();
            var note = outcome.WasRunning && instance.Given.HasArguments ? "; restart it for other options" : "";
            Terminal.WriteLine($"{instance.Name} {(outcome.WasRunning ? "is already running" : "started")} (pid {outcome.Pid}){note}");
            return DaemonExitCode.Success;
        });
    }

    private static int Stop(DaemonProgram program, List<DaemonInstance> instances, List<DaemonInstance> stopped) =>
        Each(program, instances, static instance => Commands.Stop.Begin(instance), (instance, stop) =>
        {
            using (stop)
            {
                var outcome = stop.Complete();
                stopped.Add(instance);
                return Tell(program, instance, outcome);
            }
        });

    private static int Tell(DaemonProgram program, DaemonInstance instance, StopOutcome outcome)
    {
        if (outcome.WasKilled)
        {
            var timeout = Duration.Format(outcome.Timeout);
            return Complain(program, new DaemonException($"{instance.Name} (pid {outcome.Pid}) did not stop within {timeout} (StopTimeout) and was killed"));
        }

        var rest = outcome.Rest == 0 ? "" : $", with {outcome.Rest} {(outcome.Rest == 1 ? "process" : "processes")} that it had started";
        Terminal.WriteLine(
            outcome.Pid > 0 ? $"{instance.Name} stopped (pid {outcome.Pid}){rest}"
            : outcome.Stale is null ? $"{instance.Name} is not running"
            : $"{instance.Name} is not running; {outcome.Stale}");
        return DaemonExitCode.Success;
    }

    /// <summary>What could not be stopped is not started: it still runs. A daemon that had to be killed has been told of, and is replaced.</summary>
    private static int Restart(DaemonProgram program, List<DaemonInstance> instances)
    {
        // What the new ones get is known, and right, before the old ones are gone.
        instances = instances.ConvertAll(WithOptionsOfRunning);
        instances.ForEach(static instance => instance.Bind());
        List<DaemonInstance> stopped = [];
        var stopCode = Stop(program, instances, stopped);
        var startCode = Start(program, stopped);
        return stopped.Count < instances.Count ? stopCode : startCode;
    }

    private static DaemonInstance WithOptionsOfRunning(DaemonInstance instance)
    {
        instance.Given.AddMissing(RunningOptions.Read(instance));
        return new DaemonInstance(instance.Definition, instance.Program, instance.Given);
    }

    private static int InForeground(DaemonProgram program, ReadOnlySpan<string> args, bool isOnce) => Instances(program, args) is [var instance]
        ? Foreground.Run(instance, isOnce)
        : throw new DaemonException($"{args[0]} takes one daemon of {program.Names}", DaemonExitCode.Usage);

    /// <summary>Begins with every instance and then completes each, so that they start or stop side by side; the exit code is that of the first that failed.</summary>
    private static int Each<T>(DaemonProgram program, List<DaemonInstance> instances, Func<DaemonInstance, T> begin, Func<DaemonInstance, T, int> complete)
        where T : class
    {
        var exitCode = DaemonExitCode.Success;
        var begun = instances.ConvertAll(instance =>
        {
            T? attempt = null;
            Try(() =>
            {
                attempt = begin(instance);
                return DaemonExitCode.Success;
            });
            return attempt;
        });
        for (var i = 0; i < begun.Count; i++)
        {
            if (begun[i] is { } attempt)
            {
                Try(() => complete(instances[i], attempt));
            }
        }

        return exitCode;

        void Try(Func<int> step)
        {
            int code;
            try
            {
                code = step();
            }
            catch (DaemonException exception)
            {
                code = Complain(program, exception);
            }

            exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
        }
    }

    private static int Complain(DaemonProgram program, DaemonException exception)
    {
        Terminal.WriteError($"{program.Name}: {exception.Message}\n");
        return exception.ExitCode;
    }

    private static int Print(string text)
    {
        Terminal.Write(text);
        return DaemonExitCode.Success;
    }
}
