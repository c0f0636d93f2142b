using System.Security.Cryptography;
using System.Text;

namespace Daemonize.Logging;

/// <summary>
/// Records that a pipe does not take in one piece (more than PIPE_BUF, pipe(7)), which another writer's line could split. They bypass the
/// pipe: a mark, a line in the pipe, stands for each and keeps the order of its writer.
/// </summary>
internal static class LargeRecords
{
    /// <summary>The length of the longest mark.</summary>
    public const int MaxMark = 64;

    /// <summary>How many bytes may wait here before their writers wait: as many as in the pipe.</summary>
    private const int MaxWaiting = 1024 * 1024;

    // No other writer can produce it by chance; code that knows it from our memory can write lines anyway.
    private static readonly byte[] Token =
        Encoding.ASCII.GetBytes($"\u0001daemonize {Convert.ToHexString(RandomNumberGenerator.GetBytes(8))} ");
    private static readonly Dictionary<long, byte[]> Waiting = [];
    private static long _next;
    private static long _size;

    /// <summary>Keeps a record and returns its mark.</summary>
    public static byte[] Add(byte[] record)
    {
        lock (Waiting)
        {
            while (_size > 0 && _size + record.Length > MaxWaiting)
            {
                Monitor.Wait(Waiting);
            }

            _size += record.Length;
            Waiting.Add(++_next, record);
            return [.. Token, .. Encoding.ASCII.GetBytes($"{_next}\n")];
        }
    }

    /// <summary>Finds the first mark in <paramref name="lines"/>; false if there is none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> lines, out int start, out int end)
    {
        start = lines.IndexOf(Token);
        end = start < 0 ? -1 : start + lines[start..].IndexOf((byte)'\n') + 1;
        return end > start;
    }

    /// <summary>Takes the record of a mark; the line itself if it is not one of ours.</summary>
    public static byte[] Take(ReadOnlySpan<byte> mark)
    {
        lock (Waiting)
        {
            if (!long.TryParse(mark[Token.Length..^1], null, out var number) || !Waiting.Remove(number, out var record))
            {
                return mark.ToArray();
            }

            _size -= record.Length;
            Monitor.PulseAll(Waiting);
            return record;
        }
    }

    /// <summary>Whether any record waits.</summary>
    public static bool Any => Volatile.Read(ref _size) > 0;
}
