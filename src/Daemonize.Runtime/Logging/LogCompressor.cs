using System.IO.Compression;
using Daemonize.Identity;
using Daemonize.Platform.Linux;
using Microsoft.Win32.SafeHandles;

namespace Daemonize.Logging;

/// <summary>
/// Compresses the logs that were moved away, beside everything else. The uncompressed one goes when the compressed one is whole; what a crash has left
/// uncompressed is taken up by the next start.
/// </summary>
internal sealed class LogCompressor
{
    private const int BufferSize = 128 * 1024;

    private readonly string _path;
    private readonly object _signal = new();
    private bool _hasWork = true;

    private LogCompressor(string path) => _path = path;

    public static LogCompressor Start(string path)
    {
        var compressor = new LogCompressor(path);
        new Thread(compressor.Run) { IsBackground = true, Name = "Daemonize log compression" }.Start();
        return compressor;
    }

    /// <summary>There is another one.</summary>
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

            while (TryCompressNext(_path))
            {
            }
        }
    }

    /// <summary>Compresses the oldest that is not yet; false when there is none, or when it cannot be.</summary>
    public static bool TryCompressNext(string path)
    {
        for (var number = Last(path); number >= 1; number--)
        {
            var name = RotatedNames.Of(path, number);
            if (FileFacts.TryReadLink(name, out var facts, out _) && facts.IsRegular)
            {
                return TryCompress(path, name);
            }
        }

        return false;
    }

    private static int Last(string path)
    {
        var last = 0;
        while (FileFacts.TryReadLink(RotatedNames.Of(path, last + 1), out _, out _)
            || FileFacts.TryReadLink(RotatedNames.Of(path, last + 1) + RotatedNames.Compressed, out _, out _))
        {
            last++;
        }

        return last;
    }

    private static bool TryCompress(string path, string name)
    {
        using var source = TryOpen(name, Libc.O_RDONLY);
        using var target = TryOpen(path + RotatedNames.Unfinished, Libc.O_RDWR | Libc.O_CREAT);
        if (source is null || target is null || !FileFacts.TryRead(source.Number, out var facts, out _) || !TryLock(path, target))
        {
            return false;
        }

        try
        {
            Copy(source, target);
            return TryReplace(path, source, target, facts);
        }
        catch (IOException)
        {
            // No space: the uncompressed one stays, and is looked at again when another one has come.
            _ = Libc.unlink(path + RotatedNames.Unfinished);
            return false;
        }
    }

    /// <summary>Another daemon with the same log may be at it.</summary>
    private static unsafe bool TryLock(string path, Descriptor target)
    {
        var range = new Libc.flock { l_type = Libc.F_WRLCK };
        return Libc.fcntl(target.Number, Libc.F_OFD_SETLK, &range) == 0
            && OwnedFile.IsStillAt(path + RotatedNames.Unfinished, target)
            && Libc.ftruncate(target.Number, 0) == 0;
    }

    private static void Copy(Descriptor source, Descriptor target)
    {
        using var from = new FileStream(new SafeFileHandle(source.Number, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var to = new FileStream(new SafeFileHandle(target.Number, ownsHandle: false), FileAccess.Write, bufferSize: BufferSize);
        using var gzip = new GZipStream(to, CompressionLevel.Optimal);
        from.CopyTo(gzip, BufferSize);
    }

    /// <summary>The uncompressed one may have got another number by now, or be gone.</summary>
    private static unsafe bool TryReplace(string path, Descriptor source, Descriptor target, FileFacts facts)
    {
        _ = Libc.fchmod(target.Number, (uint)facts.Permissions);
        var times = stackalloc Libc.timespec[2];
        times[0] = times[1] = new Libc.timespec { tv_sec = facts.ModifiedAt / 1_000_000_000, tv_nsec = facts.ModifiedAt % 1_000_000_000 };
        _ = Libc.futimens(target.Number, times);
        lock (LogPump.Gate)
        {
            for (var number = Last(path); number >= 1; number--)
            {
                var name = RotatedNames.Of(path, number);
                if (OwnedFile.IsStillAt(name, source))
                {
                    return Libc.rename(path + RotatedNames.Unfinished, name + RotatedNames.Compressed) == 0 && Libc.unlink(name) == 0;
                }
            }

            return Libc.unlink(path + RotatedNames.Unfinished) == 0;
        }
    }

    private static Descriptor? TryOpen(string path, int flags)
    {
        var number = Libc.open(path, flags | Libc.O_CLOEXEC | Libc.O_NOFOLLOW | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0b110_000_000);
        return number < 0 ? null : new Descriptor(number);
    }
}
