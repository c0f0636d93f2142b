using System.IO.Compression;
using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Doctor.Checks;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>What happens to the log: after a rename, at its size limit, on a full disk.</summary>
internal static class LogChecks
{
    private const int Limit = 4096;
    private const string NoLog = "its log is not a file";

    /// <summary>The longest line after which a log of <see cref="Limit"/> must have been rotated.</summary>
    private const int LongLine = 16 * 1024;

    private static readonly TimeSpan AtOnce = new(0, 0, 2);

    /// <summary>S17: after a rename and <c>reload</c>, the daemon lives and writes into a new file.</summary>
    public static CheckResult LookAtReload(SandboxedProgram program)
    {
        var pid = program.Start();
        if (!File.Exists(program.LogFile))
        {
            return CheckResult.PassedAs(NoLog);
        }

        File.Move(program.LogFile, program.LogFile + ".renamed");
        var reload = program.Run("reload");
        const string advice = "open the log again at SIGHUP, as Daemons.Run does, and handle failures in OnReload";
        return program.FindDaemon() != pid
            ? CheckResult.Found($"'reload' ends the daemon: {reload.Description}", advice, reload.Error)
            : !reload.HasSucceeded
            ? CheckResult.Found($"'reload' fails: {reload.Description}", advice, reload.Error)
            : !SandboxedProgram.WaitUntil(() => IsOpen(pid, program.LogFile), AtOnce)
            ? CheckResult.Found(
                "after a rename of the log and 'reload', the daemon still writes into the old file", advice, program.LogFile)
            : CheckResult.PassedAs(reload.Description);
    }

    /// <summary>S18: with a limit of 4 KB, no line is lost or cut.</summary>
    public static CheckResult LookAtRotation(SandboxedProgram program)
    {
        program.Start($"--{Setting.LogMaxSize.Name}={Limit}", $"--{Setting.LogBackups.Name}=10000");
        if (!File.Exists(program.LogFile))
        {
            return CheckResult.PassedAs(NoLog);
        }

        var isRotated = SandboxedProgram.WaitUntil(() => LogsOf(program).Count > 2, program.Plan.Logs);
        var stop = program.Run("stop");
        return !stop.HasSucceeded ? CheckResult.NotKnown(stop.Description) : JudgeRotation(LogsOf(program).ConvertAll(Read), isRotated);
    }

    /// <summary>Judges the contents of a log and of its backups.</summary>
    /// <param name="texts">The bytes of the files.</param>
    /// <param name="isRotated">Whether there were at least two backups.</param>
    public static CheckResult JudgeRotation(IReadOnlyList<byte[]> texts, bool isRotated)
    {
        const string advice = "write into the log only by Console and ILogger, a whole line at a time; do not open the file";
        var size = texts.Sum(static text => (long)text.Length);
        var evidence = $"{texts.Count} files with {size} bytes";
        foreach (var text in texts)
        {
            if (text is [.., not (byte)'\n'])
            {
                return CheckResult.Found("rotation has cut a line: a file of the log does not end with one", advice, evidence);
            }

            if (text.Length > Limit + LongLine)
            {
                return CheckResult.Found($"a file of the log has {text.Length} bytes with a limit of {Limit}", advice, evidence);
            }

            if (LogOutputCheck.FindLost(System.Text.Encoding.UTF8.GetString(text).Split('\n')) is { } lost)
            {
                return CheckResult.Found($"lines were lost: {OneLine.From(lost)}", "write less, or faster disks", evidence);
            }
        }

        return isRotated ? CheckResult.PassedAs(evidence)
            : CheckResult.NotKnown($"it has written only {size} bytes, too few for two rotations at {Limit}");
    }

    /// <summary>S19: a full disk of the log does not end the daemon.</summary>
    public static CheckResult LookAtFullDisk(SandboxedProgram program)
    {
        if (!SandboxedProgram.HasNamespace)
        {
            return CheckResult.NotKnown(SandboxNeeds.Namespace);
        }

        var disk = $"{program.Job.Directory}/{SandboxDirectory.Full}";
        var pid = program.Start($"--{Setting.LogFile.Name}={disk}/{program.Job.Daemon}.log");
        Fill($"{disk}/filler");
        using var daemon = OwnProcess.TryOpen(pid);
        const string advice = "handle a failure of every write, or leave the log to Console and ILogger";
        if (daemon is null || daemon.WaitForEnd(program.Plan.Logs))
        {
            return CheckResult.Found(
                "it ends when the disk of its log is full", advice, program.Examine().Seen.Status.LastExit?.Reason ?? "");
        }

        var stop = program.Run("stop");
        return stop.HasSucceeded ? CheckResult.PassedAs($"alive for {Duration.Format(program.Plan.Logs)} with a full disk")
            : CheckResult.Found($"it cannot be stopped when the disk of its log is full: {stop.Description}", advice, stop.Error);
    }

    private static void Fill(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            for (var at = 0L; ; at++)
            {
                RandomAccess.Write(file, [0], at);
            }
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    private static bool IsOpen(int pid, string path) =>
        FileStat.TryRead(path, out var named, out _)
        && new LiveProcess(pid, default, default).Descriptors().Exists(one =>
            FileStat.TryRead($"/proc/{pid}/fd/{one.Number}", out var open, out _) && open.IsSameFile(named));

    private static List<string> LogsOf(SandboxedProgram program) => [.. Directory.GetFiles(program.LogDirectory)];

    private static byte[] Read(string path)
    {
        using var file = File.OpenRead(path);
        using var memory = new MemoryStream();
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            plain.CopyTo(memory);
        }
        else
        {
            file.CopyTo(memory);
        }

        return memory.ToArray();
    }
}
