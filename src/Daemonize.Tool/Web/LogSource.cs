using System.IO.Compression;
using Daemonize.Commands;
using Daemonize.Platform;

namespace Daemonize.Tool.Web;

/// <summary>One file of a log: the current one, or a rotated one, which may be compressed.</summary>
/// <param name="file">The file, open for reading.</param>
internal sealed class LogSource(OpenedLog file)
{
    /// <summary>The largest content of a compressed file that is read.</summary>
    private const int MaxContent = 64 * 1024 * 1024;

    private byte[]? _content;

    /// <summary>The device and the inode of the file.</summary>
    public string Key { get; } = file.Facts.DeviceAndInode.Replace(':', '-');

    /// <summary>The number of bytes of the text.</summary>
    public long Size => LogFiles.IsCompressed(file) ? Content.Length : file.Facts.Size;

    private byte[] Content => _content ??= Decompress();

    /// <summary>Reads at most the length of a block; 0 at the end.</summary>
    public int ReadAt(Span<byte> block, long position)
    {
        if (!LogFiles.IsCompressed(file))
        {
            return file.ReadAt(block, position);
        }

        var rest = Content.AsSpan((int)Math.Min(position, Content.Length));
        rest = rest[..Math.Min(rest.Length, block.Length)];
        rest.CopyTo(block);
        return rest.Length;
    }

    /// <summary>Decompresses the file. One that is damaged, or larger than any rotated log should be, gives its beginning.</summary>
    private byte[] Decompress()
    {
        using var content = new MemoryStream();
        using var stream = file.OpenStream();
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        var block = new byte[64 * 1024];
        try
        {
            while (content.Length < MaxContent && gzip.Read(block) is > 0 and var length)
            {
                content.Write(block, 0, length);
            }
        }
        catch (InvalidDataException)
        {
            // What was read is shown.
        }

        return content.ToArray();
    }
}
