using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Platform;

/// <summary>
/// A small file that one step at a time reads and writes, of all processes and threads: it is open with <see cref="FileShare.None"/>. A
/// step that finds it open tries again.
/// </summary>
internal sealed class StepFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;

    private StepFile(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>Opens the file and locks it, and creates it if there is none; null while another step has the lock.</summary>
    public static StepFile? TryOpen(string path) => PrivateFile.TryOpen(path) is { } file ? new StepFile(file, path) : null;

    /// <summary>Reads the beginning of the file; fewer bytes at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        try
        {
            _file.Position = 0;
            return _file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            throw new SystemError(exception).Exception($"read {_path}");
        }
    }

    /// <summary>Writes to a place in the file.</summary>
    /// <param name="bytes">The text to write.</param>
    /// <param name="offset">The place, in bytes from the beginning.</param>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, offset);
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            throw new SystemError(exception).Exception($"write {_path}");
        }
    }

    /// <summary>Waits until all that was written to the file is on the disk.</summary>
    public void Flush()
    {
        try
        {
            _file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            throw new SystemError(exception).Exception($"write {_path} to the disk");
        }
    }

    /// <summary>Does nothing: .NET cannot open a directory to flush it.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The other flavours flush the directory here.")]
    public void FlushName()
    {
    }

    public void Dispose() => _file.Dispose();
}
