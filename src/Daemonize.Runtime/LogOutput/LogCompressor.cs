using System.IO.Compression;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Microsoft.Win32.SafeHandles;

namespace Daemonize.LogOutput;

/// <summary>
/// Compresses the logs that were moved away, in the background. The uncompressed file is removed when the compressed one is complete; the
/// next start compresses what a crash has left.
/// </summary>
internal sealed class LogCompressor
{
    private const int BufferSize = 128 * 1024;

    private readonly string _path;
    private readonly Predicate<Descriptor> _isInUse;
    private readonly HashSet<string> _told = [];
    private readonly object _signal = new();
    private bool _hasWork = true;

    private LogCompressor(string path, Predicate<Descriptor> isInUse)
    {
        _path = path;
        _isInUse = isInUse;
    }

    /// <summary>Starts the thread.</summary>
    /// <param name="path">The path of the log, without a number.</param>
    /// <param name="isInUse">Whether a file is the one that lines are written to: if no new log could be created, that is a file that was
    /// moved away.</param>
    public static LogCompressor Start(string path, Predicate<Descriptor> isInUse)
    {
        var compressor = new LogCompressor(path, isInUse);
        new Thread(compressor.Run) { IsBackground = true, Name = "Daemonize log compression" }.Start();
        return compressor;
    }

    /// <summary>Wakes the thread: another log was moved away.</summary>
    public void Wake()
    {
        lock (_signal)
        {
            _hasWork = true;
            Monitor.Pulse(_signal);
        }
    }

    private void Run()
    {
        while (true)
        {
            lock (_signal)
            {
                while (!_hasWork)
                {
                    Monitor.Wait(_signal);
                }

                _hasWork = false;
            }

            string? problem;
            while (TryCompressNext(_path, _isInUse, out problem))
            {
            }

            // Logged once; retried when another log is moved away.
            if (problem is not null && _told.Add(problem))
            {
                Log.Error(LogRecords.Name, problem, exception: null);
            }
        }
    }

    /// <summary>Compresses the oldest log that is not compressed; false if there is none or it cannot be compressed.</summary>
    public static bool TryCompressNext(string path) => TryCompressNext(path, static _ => false, out _);

    private static bool TryCompressNext(string path, Predicate<Descriptor> isInUse, out string? problem)
    {
        problem = null;
        for (var number = Last(path); number >= 1; number--)
        {
            var name = RotatedNames.Of(path, number);
            if (FileStat.TryReadLink(name, out var facts, out _) && facts.IsRegular)
            {
                try
                {
                    return TryCompress(path, name, isInUse);
                }
                catch (Exception exception) when (exception is IOException or DaemonException)
                {
                    problem = $"cannot compress the logs that were moved away from {path}: {exception.Message}; they stay as they are";
                    _ = Libc.unlink(path + RotatedNames.Unfinished);
                    return false;
                }
            }
        }

        return false;
    }

    private static int Last(string path)
    {
        var last = 0;
        while (FileStat.TryReadLink(RotatedNames.Of(path, last + 1), out _, out _)
            || FileStat.TryReadLink(RotatedNames.Of(path, last + 1) + RotatedNames.Compressed, out _, out _))
        {
            last++;
        }

        return last;
    }

    private static bool TryCompress(string path, string name, Predicate<Descriptor> isInUse)
    {
        using var source = TryOpen(name, Libc.O_RDONLY);
        if (source is null || !FileStat.TryRead(source.Number, out var facts, out _))
        {
            return false;
        }

        using var target = TryOpen(path + RotatedNames.Unfinished, Libc.O_RDWR | Libc.O_CREAT);
        if (target is null || !TryLock(path, target))
        {
            return false;
        }

        Copy(source, target);
        return TryReplace(path, source, target, facts, isInUse);
    }

    /// <summary>Locks the compressed file; false if another daemon with the same log has it.</summary>
    private static unsafe bool TryLock(string path, Descriptor target)
    {
        var range = new Libc.flock { l_type = Libc.F_WRLCK };
        if (Libc.fcntl(target.Number, Libc.F_OFD_SETLK, &range) != 0)
        {
            return Errno.Last is var errno && errno is Libc.EAGAIN or Libc.EACCES
                ? false
                : throw Errno.Exception("lock a file there", errno);
        }

        return OwnedFile.IsStillAt(path + RotatedNames.Unfinished, target) && Libc.ftruncate(target.Number, 0) == 0;
    }

    private static void Copy(Descriptor source, Descriptor target)
    {
        using var from = new FileStream(new SafeFileHandle(source.Number, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var to = new FileStream(new SafeFileHandle(target.Number, ownsHandle: false), FileAccess.Write, bufferSize: BufferSize);
        using var gzip = new GZipStream(to, CompressionLevel.Optimal);
        from.CopyTo(gzip, BufferSize);
    }

    /// <summary>Replaces the uncompressed file, which may have another number by now, or be gone.</summary>
    private static unsafe bool TryReplace(string path, Descriptor source, Descriptor target, FileStat facts, Predicate<Descriptor> isInUse)
    {
        _ = Libc.fchmod(target.Number, (uint)facts.Permissions);
        var times = stackalloc Libc.timespec[2];
        times[0] = times[1] = new Libc.timespec { tv_sec = facts.ModifiedAt / 1_000_000_000, tv_nsec = facts.ModifiedAt % 1_000_000_000 };
        _ = Libc.futimens(target.Number, times);
        lock (LogPump.Gate)
        {
            if (isInUse(source))
            {
                _ = Libc.unlink(path + RotatedNames.Unfinished);
                return false;
            }

            for (var number = Last(path); number >= 1; number--)
            {
                var name = RotatedNames.Of(path, number);
                if (OwnedFile.IsStillAt(name, source))
                {
                    Require(Libc.rename(path + RotatedNames.Unfinished, name + RotatedNames.Compressed), "rename the compressed one");
                    Require(Libc.unlink(name), "remove the uncompressed one");
                    return true;
                }
            }

            // The uncompressed file is gone: there is one fewer to compress.
            return Libc.unlink(path + RotatedNames.Unfinished) == 0 && FileStat.TryRead(source.Number, out var left, out _)
                && left.Links == 0;
        }
    }

    private static void Require(int result, string what)
    {
        if (result != 0)
        {
            throw Errno.Exception(what, Errno.Last);
        }
    }

    /// <summary>Opens a file; null if there is none of that name, or not any more.</summary>
    private static Descriptor? TryOpen(string path, int flags)
    {
        var number = Libc.open(path, flags | Libc.O_CLOEXEC | Libc.O_NOFOLLOW | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0b110_000_000);
        return number >= 0 ? new Descriptor(number)
            : Errno.Last is var errno && errno == Libc.ENOENT ? null
            : throw Errno.Exception($"open {path}", errno);
    }
}
