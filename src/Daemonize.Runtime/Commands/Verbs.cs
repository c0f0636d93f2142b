using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.ServiceFiles;
using Daemonize.Stages;

namespace Daemonize.Commands;

/// <summary>Dispatches the arguments to the verbs. Each verb takes a few lines here; its work is in a separate file.</summary>
internal static class Verbs
{
    /// <summary>
    /// Whether a program with its own command line passes this word to Daemonize. Such a program has its own <c>help</c>.
    /// </summary>
    public static bool IsVerb(string word) => word != "help" && IsKnown(word);

    /// <summary>Whether the word is a verb, including <c>help</c>, or a stage.</summary>
    public static bool IsKnown(string word) => Stage.IsStage(word) || Verb.Find(word) is not null;

    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        Terminal.FillGaps();
        if (args.IsEmpty && !Stage.IsEntered)
        {
            Terminal.WriteError(HelpWriter.Wrap(Help.OfProgram(program), Terminal.Width(Terminal.Error)));
            return DaemonExitCode.Usage;
        }

        try
        {
            return Stage.IsEntered ? Stage.Run(program, args)
                : args[0] == "help" || args.Contains("--help") || args.Contains("-h")
                    ? Print(HelpWriter.Wrap(Help.Find(program, args), Terminal.Width(Terminal.Output)))
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

        if (args[0] is not ("run" or "once"))
        {
            // Ctrl-C or a signal ends a waiting command, and .NET cleans up nothing then.
            DiagnosticFiles.RemoveOwn();
        }

        // Each verb reads its command line itself; an unknown verb is reported first.
        return args[0] switch
        {
            "start" => WithManager(program, args, Start),
            "stop" => WithManager(program, args, Stop),
            "restart" => WithManager(program, args, static (program, commandLine) => Restart(program, commandLine, onlyRunning: false)),
            "try-restart" => WithManager(program, args, static (program, commandLine) => Restart(program, commandLine, onlyRunning: true)),
            "status" => ShowStatus(program, args),
            KnownOptions.List => ShowList(program, args),
            "run" => InForeground(program, args, isOnce: false),
            "once" => InForeground(program, args, isOnce: true),
            "logs" => WithManager(program, args, ShowLogs),
            "unit" => PrintUnit(program, args),
            "install" => Install.Run(program, args),
            "uninstall" => Install.RunBack(program, args),
            "completion" => Print(CompletionScript.Find(program, args)),
            // The LSB has both verbs; force-reload is for daemons that can only restart.
            "reload" or "force-reload" => Reload(program, CommandLine.Parse(program, args)),
            var verb => throw Unknown(program, verb),
        };
    }

    /// <summary>Creates the error about a word that is not a verb.</summary>
    public static DaemonException Unknown(DaemonProgram program, string word) => new(
        $"there is no verb '{OneLine.From(word)}'" +
        Suggestion.Suggest(program.Name, word, Array.ConvertAll(Verb.All, static verb => verb.Name)),
        DaemonExitCode.Usage);

    /// <summary>Runs the verb for installed daemons through their service manager, and for the rest directly.</summary>
    private static int WithManager(DaemonProgram program, ReadOnlySpan<string> args, Func<DaemonProgram, CommandLine, int> verb)
    {
        var commandLine = CommandLine.Parse(program, args);
        var managed = Managed.Do(program, commandLine, args[0]) ?? DaemonExitCode.Success;
        var own = commandLine.Daemons.Count == 0 ? DaemonExitCode.Success : verb(program, commandLine);
        return managed == DaemonExitCode.Success ? own : managed;
    }

    private static List<InstanceSet> Sets(DaemonProgram program, CommandLine commandLine, bool mayChange) => commandLine.Daemons.ConvertAll(
        daemon => new InstanceSet(daemon.Definition, program, commandLine.OptionsOf(daemon.Definition), daemon.Numbers, mayChange));

    /// <summary>Finds the instances for a verb that changes none.</summary>
    private static List<DaemonInstance> Found(DaemonProgram program, CommandLine commandLine)
    {
        List<DaemonInstance> found = [];
        Sets(program, commandLine, mayChange: false).ForEach(set => found.AddRange(set.Found));
        return found;
    }

    private static int ShowStatus(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = CommandLine.Parse(program, args);
        var view = new StatusView(() => Found(program, commandLine).ConvertAll(Status.Of), withProgram: false, none: null);
        return StatusExit.CodeOf(view.Show(commandLine));
    }

    private static int ShowLogs(DaemonProgram program, CommandLine commandLine) => Logs.Show(Found(program, commandLine), commandLine);

    private static int ShowList(DaemonProgram program, ReadOnlySpan<string> args)
    {
        _ = new StatusView(RunningDaemons.Find, withProgram: true, none: "no daemon is running").Show(CommandLine.Parse(program, args));
        return DaemonExitCode.Success;
    }

    /// <summary>Takes the scaling lock for a verb that starts instances.</summary>
    private static ScalingLock TakeScalingLock(DaemonProgram program, CommandLine commandLine) =>
        ScalingLock.Take(() => Sets(program, commandLine, mayChange: true));

    private static int Start(DaemonProgram program, CommandLine commandLine)
    {
        using var scaling = TakeScalingLock(program, commandLine);
        List<DaemonInstance> instances = [];
        List<DaemonInstance> extras = [];
        foreach (var set in scaling.Sets)
        {
            instances.AddRange(set.Chosen);
            if (set.IsScaled)
            {
                extras.AddRange(set.FindExtras());
            }
        }

        // A mistake in the options of one instance is found before any other is started.
        Prepare(program, instances);
        scaling.Sets.ForEach(static set => set.RecordChosen());
        return InstanceOperation.DoAll(
            program,
            [.. instances.ConvertAll(Starting),
                .. extras.ConvertAll(instance => Stopping(program, instance, StopOrder.Usual, stopped: []))]);
    }

    private static void Prepare(DaemonProgram program, List<DaemonInstance> instances)
    {
        if (Environment.ProcessId == 1)
        {
            throw new DaemonException(
                "start would end this container as soon as it returns, because it is the container's process 1; use 'run'");
        }

        WarnOfStrayVariables(program);
        instances.ForEach(static instance =>
        {
            instance.Bind();
            PrivilegeDrop.Check(instance);
        });
        WarnOfCron(program, instances);

        // Orphans of the session stage become children of this process. It learns how a daemon ended that never became ready, even if its
        // caller ignores SIGCHLD.
        _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        ProcessEnd.KeepUntilReaped();
    }

    private static InstanceOperation Starting(DaemonInstance instance) => new(instance, "start", static instance =>
    {
        var start = Commands.Start.Begin(instance);
        return () =>
        {
            using var _ = start;
            var outcome = start.Complete();
            var other = outcome.WasRunning && !outcome.IsHidden ? ProgramPath.FindOther(outcome.Pid) : null;
            var note = outcome.IsHidden ? ", not visible from here"
                : other is not null ? $", from {OneLine.From(other, OneLine.Long)}"
                : outcome.WasRunning && instance.Given.HasArguments ? "; restart it for other options"
                : "";
            Terminal.WriteLine($"{instance.Name} {(outcome.WasRunning ? "is already running" : "started")} (pid {outcome.Pid}){note}");
            return DaemonExitCode.Success;
        };
    })
    {
        Limit = () => instance.Settings.StartTimeout,
    };

    private static int Stop(DaemonProgram program, CommandLine commandLine)
    {
        var order = StopOrder.Read(commandLine);
        using var scaling = ScalingLock.TakeToStop(() => Sets(program, commandLine, mayChange: false));
        var sets = scaling.Sets;
        List<DaemonInstance> stopped = [];
        var found = sets.ConvertAll(static set => set.Found);

        // A mistake on the command line is reported before anything is signalled; an invalid variable must not prevent a stop.
        found.ForEach(static instances => instances.ForEach(static instance =>
            _ = instance.Given.Argument(SettingOption.StopTimeout.Name) is null ? TimeSpan.Zero : instance.Settings.StopTimeout));
        List<InstanceOperation> operations = [];
        found.ForEach(instances => operations.AddRange(instances.ConvertAll(instance => Stopping(program, instance, order, stopped))));
        var exitCode = InstanceOperation.DoAll(program, operations);
        for (var i = 0; i < sets.Count; i++)
        {
            // Instances that still run must be able to read the number of instances.
            if (sets[i].IsWhole && found[i].TrueForAll(stopped.Contains))
            {
                sets[i].Forget();
            }
        }

        return exitCode;
    }

    private static InstanceOperation Stopping(
        DaemonProgram program, DaemonInstance instance, StopOrder order, List<DaemonInstance> stopped) => new(instance, "stop", instance =>
    {
        var stop = Commands.Stop.Begin(instance, order);
        return () =>
        {
            using (stop)
            {
                var outcome = stop.Complete();
                stopped.Add(instance);
                return OperationMessages.Print(program, instance, order, outcome);
            }
        };
    })
    {
        Limit = () => order.Timeout ?? instance.Settings.StopTimeout,
    };

    private static int Reload(DaemonProgram program, CommandLine commandLine)
    {
        var timeout = commandLine.Timeout is { } text ? StopOrder.ParseTimeout(text) : (TimeSpan?)null;
        return InstanceOperation.DoAll(
            program, Found(program, commandLine).ConvertAll(instance => new InstanceOperation(instance, "reload", instance =>
        {
            var reload = Commands.Reload.Begin(instance, timeout);
            return () =>
            {
                using (reload)
                {
                    return OperationMessages.Print(program, instance, reload.Complete());
                }
            };
        })
        {
            Limit = () => timeout ?? instance.Settings.StartTimeout,
        }));
    }

    /// <summary>
    /// Restarts daemons. A daemon that could not be stopped still runs and is not started; one that had to be killed has been reported, and
    /// is replaced.
    /// </summary>
    private static int Restart(DaemonProgram program, CommandLine commandLine, bool onlyRunning)
    {
        using var scaling = TakeScalingLock(program, commandLine);
        var plans = scaling.Sets.ConvertAll(static set => new RestartPlan(set));
        if (onlyRunning)
        {
            plans.ForEach(static plan => plan.DropWhatDoesNotRun());
            plans.RemoveAll(static plan => plan.Old.Count == 0);
        }

        // The options of the new instances are determined and checked before the old instances end.
        List<DaemonInstance> old = [];
        List<DaemonInstance> replacements = [];
        foreach (var plan in plans)
        {
            plan.KeepOptions();
            old.AddRange(plan.Old);
            replacements.AddRange(plan.New);
        }

        Prepare(program, replacements);
        if (old.Count > 0)
        {
            // If the caller may not stop the old daemon, a message about its files does not help.
            old.ForEach(Commands.Stop.CheckPermission);
            replacements.ForEach(StartCheck.Check);
        }

        List<DaemonInstance> stopped = [];
        var stopCode = InstanceOperation.DoAll(program, old.ConvertAll(instance => Stopping(program, instance, StopOrder.Usual, stopped)));
        plans.ForEach(static plan => plan.Set.Record());
        var startCode =
            InstanceOperation.DoAll(
                program,
                replacements.FindAll(instance => stopped.Exists(other => other.LockFile == instance.LockFile)).ConvertAll(Starting));
        return stopped.Count < old.Count ? stopCode : startCode;
    }

    private static int InForeground(DaemonProgram program, ReadOnlySpan<string> args, bool isOnce)
    {
        // Read before the scaling lock is taken, which would leave its file behind.
        var commandLine = CommandLine.Parse(program, args);
        if (commandLine.Daemons.Count != 1)
        {
            throw new DaemonException($"{args[0]} takes one daemon of {program.Names}", DaemonExitCode.Usage);
        }

        WarnOfStrayVariables(program);
        using var scaling = TakeScalingLock(program, commandLine);
        var set = scaling.Sets[0];
        if (set.Chosen is not [var instance])
        {
            throw new DaemonException($"{args[0]} takes one instance: name one of {set.Names}, or say --instances 1", DaemonExitCode.Usage);
        }

        // A mistake in the options is reported before the warning about cron.
        instance.Bind();
        WarnOfCron(program, set.Chosen);
        return Foreground.Run(instance, set, scaling, isOnce);
    }

    /// <summary>Warns of stray variables, for a verb that reads the settings. A misspelled name does not prevent a start.</summary>
    private static void WarnOfStrayVariables(DaemonProgram program)
    {
        var warnings = StrayVariables.Find(program);
        if (ServiceDirectories.FindWarning(program) is { } foreign)
        {
            warnings.Add(foreign);
        }

        warnings.ForEach(warning => Warn(program, warning));
    }

    /// <summary>Warns once per daemon, because its instances have the same expression.</summary>
    private static void WarnOfCron(DaemonProgram program, List<DaemonInstance> instances)
    {
        string? last = null;
        foreach (var instance in instances)
        {
            if (instance.Settings.CronWarning is { } warning && warning != last)
            {
                Warn(program, warning);
                last = warning;
            }
        }
    }

    private static void Warn(DaemonProgram program, string warning) => Terminal.WriteError($"{program.Name}: warning: {warning}\n");

    public static int Complain(DaemonProgram program, DaemonException exception)
    {
        Terminal.WriteError($"{program.Name}: {exception.Message}\n");
        return exception.ExitCode;
    }

    private static int PrintUnit(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var text = Unit.Write(program, args);
        if (ProgramCommand.OfThis().Problem is { } problem)
        {
            Warn(program, problem);
        }

        return Print(text);
    }

    private static int Print(string text)
    {
        Terminal.Write(text);
        return DaemonExitCode.Success;
    }
}
