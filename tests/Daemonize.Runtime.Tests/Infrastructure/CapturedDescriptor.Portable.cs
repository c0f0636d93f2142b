using System.Text;
using Daemonize.Platform;

namespace Daemonize.Tests.Infrastructure;

/// <summary>
/// Redirects what the runtime writes to standard output or error to a file until disposed. For tests in <see cref="ProcessWide"/>.
/// </summary>
internal sealed class CapturedDescriptor : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _number;
    private readonly Stream _original;
    private readonly FileStream _file;

    public CapturedDescriptor(int number)
    {
        _number = number;
        _file = new FileStream(_folder["captured"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _original = Terminal.Replace(number, _file);
    }

    /// <summary>All text written so far.</summary>
    public string Text
    {
        get
        {
            using var file = new FileStream(_folder["captured"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    public void Dispose()
    {
        _ = Terminal.Replace(_number, _original);
        _file.Dispose();
        _folder.Dispose();
    }
}
