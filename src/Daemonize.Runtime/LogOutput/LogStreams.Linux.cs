using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>
/// The standard output and error of a daemon. They are the log file itself, or a socket of the journal, which then also receive the output
/// of children and of a crash; or a pipe to <see cref="LogPump"/> if lines need processing: for a file that is moved away when it is large,
/// and for syslog.
/// </summary>
internal static class LogStreams
{
    private static readonly List<ILogSink> Sinks = [];
    private static LogPump? _pump;

    /// <summary>Sets descriptors 1 and 2, as they were inherited, to their targets. Runs before user code, which may copy them.</summary>
    public static void Enter(DaemonInstance instance)
    {
        UseFormat(instance);
        List<LogPipe> pipes = [];
        Add(pipes, Output(instance), Terminal.Output);
        if (instance.ErrorFile != instance.LogFile)
        {
            Add(pipes, Error(instance), Terminal.Error);
        }

        if (pipes.Count > 0)
        {
            _pump = LogPump.Start(pipes);
            Log.IsPiped = Error(instance).NeedsPump;
            AppDomain.CurrentDomain.ProcessExit += static (_, _) => Finish();
        }
    }

    /// <summary>Sets the format of the records on standard error.</summary>
    public static void UseFormat(DaemonInstance instance) =>
        LogRecords.Use(instance.Settings.LogFormat, hasPriority: Error(instance).KeepsPriority);

    /// <summary>
    /// Replaces the inherited logs with /dev/null: a process that stays would keep the space of a log that was moved away and deleted.
    /// </summary>
    public static void LetGo()
    {
        using var nothing = LogHandle.OpenNull();
        _ = LogStream.TryReplace(Terminal.Output, nothing);
        _ = LogStream.TryReplace(Terminal.Error, nothing);
    }

    /// <summary>Writes pending lines and points descriptors 1 and 2 at the log itself. Called on every way out.</summary>
    public static void Finish()
    {
        _pump?.Finish();
        Log.IsPiped = false;
    }

    /// <summary>
    /// Whether standard output or standard error is a file that has been removed. A log behind a pipe follows its file by itself.
    /// </summary>
    public static bool IsRemoved() => LogStream.IsRemoved(Terminal.Output) || LogStream.IsRemoved(Terminal.Error);

    /// <summary>
    /// Opens the logs again. If one cannot be opened, the old one stays in use, and the reason is its last line and is returned.
    /// </summary>
    /// <param name="instance">The daemon whose logs are reopened.</param>
    /// <param name="reason">The record that the new log begins with.</param>
    public static DaemonException? Reopen(DaemonInstance instance, string reason)
    {
        try
        {
            lock (LogPump.Gate)
            {
                Sinks.ForEach(static sink => sink.Reopen());
            }

            Replace(Output(instance), Terminal.Output);
            if (instance.ErrorFile != instance.LogFile)
            {
                Replace(Error(instance), Terminal.Error);
            }

            Log.Information(instance.Name, reason);
            return null;
        }
        catch (DaemonException exception)
        {
            Log.Error(instance.Name, exception.Message, exception: null);
            return exception;
        }
    }

    /// <summary>Whether a thread of the daemon writes its log, by paths and descriptors that it must be able to look up.</summary>
    public static bool HasPump(DaemonInstance instance) => Output(instance).NeedsPump || Error(instance).NeedsPump;

    private static LogDestination Output(DaemonInstance instance) => LogDestination.Of(instance.LogFile, instance);

    private static LogDestination Error(DaemonInstance instance) => LogDestination.Of(instance.ErrorFile, instance);

    private static void Add(List<LogPipe> pipes, LogDestination destination, int stream)
    {
        if (destination.NeedsPump)
        {
            var pipe = new LogPipe(stream, destination.CreateSink);
            pipes.Add(pipe);
            Sinks.Add(pipe.Sink);
        }
    }

    /// <summary>Replaces a log without a pipe.</summary>
    private static void Replace(LogDestination destination, int stream)
    {
        using var log = destination.NeedsPump ? null : destination.Reopen();
        if (log is not null)
        {
            LogStream.Replace(stream, log);
        }
    }
}
