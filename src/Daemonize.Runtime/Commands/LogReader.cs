using System.IO.Compression;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>Reads lines of log files, block by block.</summary>
internal static class LogReader
{
    private const int BlockSize = 32 * 1024;

    /// <summary>Reads the lines from <paramref name="position"/> to <paramref name="end"/>. The last one may lack its line end.</summary>
    public static IEnumerable<byte[]> ReadLines(OpenedLog file, long position, long end)
    {
        var block = new byte[BlockSize];
        List<byte> line = [];
        while (position < end && file.ReadAt(block, position) is > 0 and var length)
        {
            var used = (int)Math.Min(length, end - position);
            position += used;
            for (var start = 0; start < used;)
            {
                var next = block.AsSpan(start, used - start).IndexOf((byte)'\n');
                var count = next < 0 ? used - start : next + 1;
                line.AddRange(block.AsSpan(start, count));
                start += count;
                if (next >= 0)
                {
                    yield return [.. line];
                    line.Clear();
                }
            }
        }

        if (line.Count > 0)
        {
            yield return [.. line];
        }
    }

    /// <summary>Reads all lines of a compressed file. A truncated file gives the lines that it has.</summary>
    public static IEnumerable<byte[]> ReadCompressedLines(OpenedLog file)
    {
        using var stream = file.OpenStream();
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        var block = new byte[BlockSize];
        List<byte> line = [];
        while (TryRead(gzip, block) is > 0 and var length)
        {
            for (var start = 0; start < length;)
            {
                var next = block.AsSpan(start, length - start).IndexOf((byte)'\n');
                var count = next < 0 ? length - start : next + 1;
                line.AddRange(block.AsSpan(start, count));
                start += count;
                if (next >= 0)
                {
                    yield return [.. line];
                    line.Clear();
                }
            }
        }

        if (line.Count > 0)
        {
            yield return [.. line];
        }
    }

    /// <summary>
    /// Finds where the last <paramref name="lines"/> lines begin, and how many there are. Reads blocks from the end, so a large log costs
    /// no more than a small one.
    /// </summary>
    public static long FindLast(OpenedLog file, long end, int lines, out int found)
    {
        var block = new byte[BlockSize];
        found = 0;
        for (var start = end; start > 0 && lines > 0;)
        {
            var blockStart = Math.Max(0, start - BlockSize);
            var length = (int)Math.Min(file.ReadAt(block, blockStart), start - blockStart);
            for (var i = length - 1; i >= 0; i--)
            {
                // The last line end begins no further line.
                var isLast = blockStart + i == end - 1;
                if (!isLast && block[i] == (byte)'\n' && ++found == lines)
                {
                    return blockStart + i + 1;
                }
            }

            start = blockStart;
        }

        found += end > 0 && lines > 0 ? 1 : 0;
        return lines > 0 ? 0 : end;
    }

    private static int TryRead(GZipStream gzip, byte[] block)
    {
        try
        {
            return gzip.Read(block);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}
