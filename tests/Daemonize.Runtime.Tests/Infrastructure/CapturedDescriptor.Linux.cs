using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Infrastructure;

/// <summary>
/// Redirects standard output or error to a file until disposed: the runtime writes by descriptor. The test runner's own output is not
/// affected, because the console writes to copies of these descriptors. For tests in <see cref="ProcessWide"/>.
/// </summary>
internal sealed class CapturedDescriptor : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _number;
    private readonly Descriptor _original;

    public CapturedDescriptor(int number)
    {
        // The console makes its copies at first use.
        _ = Console.Out;
        _ = Console.Error;
        _number = number;
        _original = new Descriptor(Libc.fcntl(number, Libc.F_DUPFD_CLOEXEC, 10));
        using var file =
            new Descriptor(Libc.open(_folder["captured"], Libc.O_WRONLY | Libc.O_CREAT | Libc.O_APPEND | Libc.O_CLOEXEC, 0b110_000_000));
        Assert.Equal(number, Libc.dup3(file.Number, number, 0));
    }

    /// <summary>All text written so far.</summary>
    public string Text => Encoding.UTF8.GetString(File.ReadAllBytes(_folder["captured"]));

    public void Dispose()
    {
        Assert.Equal(_number, Libc.dup3(_original.Number, _number, 0));
        _original.Dispose();
        _folder.Dispose();
    }
}
