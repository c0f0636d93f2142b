using System.Text;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Logging;

/// <summary>Lines for a file that accepts them, and for one that does not. /dev/full is the kernel's device without space.</summary>
[Collection(ProcessWide.Name)]
public sealed class LineWriterTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly LineWriter _writer = new();

    private string Text => File.Exists(_folder["log"]) ? File.ReadAllText(_folder["log"]) : "";

    [Fact]
    public void LostLinesAreCountedAndToldOfBeforeTheNext()
    {
        Assert.Equal(0, WriteTo("/dev/full", "one\ntwo\n"));
        Assert.Equal(0, WriteTo("/dev/full", "three\n"));
        Assert.True(_writer.HasLost);
        Assert.Equal(5, WriteTo(_folder["log"], "four\n"));

        Assert.Matches("^[^ ]+ error log: 3 lines were lost: no space left on device\nfour\n$", Text);
        Assert.False(_writer.HasLost);
        WriteTo(_folder["log"], "five\n");
        Assert.EndsWith("four\nfive\n", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void OneLineIsOne()
    {
        WriteTo("/dev/full", "one\n");
        WriteTo(_folder["log"], "two\n");
        Assert.Matches("^[^ ]+ error log: 1 line was lost: no space left on device\ntwo\n$", Text);
    }

    /// <summary>
    /// The space ends within a line. A pipe that nobody reads, with a writer that does not wait forever, also accepts only a part.
    /// </summary>
    [Fact]
    public void LineThatWasCutIsFinishedFirst()
    {
        using var pipe = new TestPipe();
        var line = new string('x', 100_000) + "\n";
        var reader = new Thread(() =>
        {
            // The part that fits; after that nobody reads.
            Descriptor.Read(pipe.Receiver.Number, new byte[1], out _);
            pipe.Receiver.Dispose();
        });
        reader.Start();
        var written = _writer.Write(new LogHandle(pipe.Sender), Encoding.UTF8.GetBytes(line + "lost\n"));
        reader.Join();

        Assert.InRange(written, 1, line.Length - 1);
        WriteTo(_folder["log"], "next\n");
        Assert.Matches($"^{line[written..]}[^ ]+ error log: 1 line was lost: broken pipe\nnext\n$", Text);
    }

    [Fact]
    public void RecoveryNeedsNoLine()
    {
        WriteTo("/dev/full", "one\n");
        using var log = Open(_folder["log"]);
        Assert.True(_writer.TryRecover(log));
        Assert.Contains("1 line was lost", Text, StringComparison.Ordinal);
        Assert.False(_writer.HasLost);
    }

    public void Dispose() => _folder.Dispose();

    private int WriteTo(string path, string lines)
    {
        using var file = Open(path);
        return _writer.Write(file, Encoding.UTF8.GetBytes(lines));
    }

    private static LogHandle Open(string path) =>
        new(new Descriptor(Libc.open(path, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_APPEND | Libc.O_CLOEXEC, 0b110_000_000)));
}
