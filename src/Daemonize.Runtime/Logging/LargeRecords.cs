using System.Security.Cryptography;
using System.Text;

namespace Daemonize.Logging;

/// <summary>
/// Records that a pipe would not take in one piece (more than PIPE_BUF, pipe(7)), so that another writer's line could come between. They bypass it: in the
/// pipe, and so in the order of their writer, is a line that stands for each.
/// </summary>
internal static class LargeRecords
{
    /// <summary>The length of the longest line that stands for a record.</summary>
    public const int MaxMark = 64;

    /// <summary>How many bytes may wait here, as many as in the pipe, before their writers wait.</summary>
    private const int MaxWaiting = 1024 * 1024;

    // Nobody else can write it by chance; whoever knows it from our memory can write lines anyway.
    private static readonly byte[] Token = Encoding.ASCII.GetBytes($"\u0001daemonize {Convert.ToHexString(RandomNumberGenerator.GetBytes(8))} ");
    private static readonly Dictionary<long, byte[]> Waiting = [];
    private static long _next;
    private static long _size;

    /// <summary>Keeps a record, and gives the line for it.</summary>
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

    /// <summary>Finds the first line in <paramref name="lines"/> that stands for a record. False when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> lines, out int start, out int end)
    {
        start = lines.IndexOf(Token);
        end = start < 0 ? -1 : start + lines[start..].IndexOf((byte)'\n') + 1;
        return end > start;
    }

    /// <summary>The record that a line stands for; the line itself where it is none of ours.</summary>
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

    /// <summary>Whether there is any.</summary>
    public static bool Any => Volatile.Read(ref _size) > 0;
}
