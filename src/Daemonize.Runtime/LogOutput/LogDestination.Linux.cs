using Daemonize.Logging;
using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <content>How a started daemon writes to it.</content>
internal abstract partial class LogDestination
{
    /// <summary>Whether each line begins with its priority, because the reader understands it.</summary>
    public virtual bool KeepsPriority => false;

    /// <summary>Whether lines need processing, and so go through a pipe to <see cref="LogPump"/>.</summary>
    public virtual bool NeedsPump => false;

    /// <summary>Opens the log. Throws if that fails.</summary>
    public abstract LogHandle Open();

    /// <summary>Opens the log again on a reload; null if there is nothing to open again.</summary>
    public virtual LogHandle? Reopen() => Open();

    /// <summary>Creates what <see cref="LogPump"/> passes the lines to, if it is needed.</summary>
    /// <param name="log">The open log, which the sink closes.</param>
    public virtual ILogSink CreateSink(LogHandle log) => throw new NotSupportedException("the stream is the log itself");

    /// <summary>Writes one record to the open log, without the pump.</summary>
    public virtual void Write(LogHandle log, ReadOnlySpan<byte> record) => _ = log.Write(record, out _);
}

/// <content>A file that is moved away when it is large needs the pump.</content>
internal sealed partial class FileDestination
{
    public override bool NeedsPump => Instance.Settings.LogMaxSize > 0;

    public override LogHandle Open() => LogFile.Open(path);

    public override LogHandle Reopen()
    {
        Directories.CreateLogDirectory(path, Instance.Program);
        return Open();
    }

    public override ILogSink CreateSink(LogHandle log)
    {
        var settings = Instance.Settings;
        return new FileSink(Instance, path, log, new Rotation(settings.LogMaxSize, settings.LogBackups, settings.LogCompress));
    }
}

/// <content>/dev/null never moves.</content>
internal sealed partial class NullDestination
{
    public override LogHandle Open() => LogHandle.OpenNull();

    public override LogHandle? Reopen() => null;
}

/// <content>Datagrams need the pump.</content>
internal sealed partial class SyslogDestination
{
    public override bool KeepsPriority => true;

    public override bool NeedsPump => true;

    public override LogHandle Open() => SystemLog.ConnectSyslog();

    public override ILogSink CreateSink(LogHandle log) => new Syslog(Instance.SyslogName, log);

    public override void Write(LogHandle log, ReadOnlySpan<byte> record)
    {
        using var syslog = new Syslog(Instance.SyslogName, log);
        syslog.Write(record);
    }
}

/// <content>The stream begins with the same header as that of sd_journal_stream_fd(3), one field a line.</content>
internal sealed partial class JournalDestination
{
    public override bool KeepsPriority => true;

    public override LogHandle Open()
    {
        // The identifier; the unit, which the journal finds itself; the priority of lines without one; whether lines have one; and three
        // fields about forwarding.
        const string noUnit = "";
        return SystemLog.ConnectJournal($"{Instance.SyslogName}\n{noUnit}\n{LogLevels.Information}\n1\n0\n0\n0\n");
    }
}
