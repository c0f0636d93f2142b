using System.Text;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.LogOutput;

/// <summary>The pipe that replaces a log, and the lines that come out of it.</summary>
[Collection(ProcessWide.Name)]
public sealed class LogPipeTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly LogHandle _log;
    private readonly Sink _sink = new();
    private readonly LogPipe _pipe;

    public LogPipeTests()
    {
        _log = LogFile.Open(_folder["log"]);
        _pipe = new LogPipe(_log.Number, own =>
        {
            _sink.File = own;
            return _sink;
        });
    }

    [Fact]
    public void OnlyWholeLinesCome()
    {
        Write("one\ntw");
        Assert.True(_pipe.Pass());
        Write("o\nthree\n");
        Assert.True(_pipe.Pass());
        Assert.False(_pipe.Pass());
        Assert.Equal(["one\n", "two\nthree\n"], _sink.Writes);
    }

    [Fact]
    public void LineThatIsLongerThanTheBufferComesInPieces()
    {
        var line = new string('x', 300_000) + "\n";
        var writer = new Thread(() => Write(line));
        writer.Start();
        while (_sink.Text.Length < line.Length)
        {
            _pipe.Pass();
        }

        writer.Join();
        Assert.Equal(line, _sink.Text);
        Assert.True(_sink.Writes.Count > 1);
    }

    [Fact]
    public void LargeRecordComesAtItsPlace()
    {
        var record = new string('r', 10_000) + "\n";
        Write("before\n");
        var mark = LargeRecords.Add(Encoding.UTF8.GetBytes(record));
        Assert.InRange(mark.Length, 1, LargeRecords.MaxMark);
        Write("unfinished of another: ");
        Write(Encoding.UTF8.GetString(mark));
        Write("after\n");
        Assert.True(_pipe.Pass());
        Assert.Equal("before\nunfinished of another: " + record + "after\n", _sink.Text);
        Assert.False(LargeRecords.Any);
    }

    [Fact]
    public void DetachedPipeLeavesTheFileItself()
    {
        Write("by the pipe\n");
        _pipe.Detach();
        Write("directly\n");
        Assert.Equal("directly\n", File.ReadAllText(_folder["log"]));
        Write("unfinished");
        Assert.True(_pipe.Pass());
        Assert.Equal("by the pipe\n", _sink.Text);
    }

    /// <summary>Text written after the end of the pump is in the file although nobody forwards it: the runtime's last messages.</summary>
    [Fact]
    public void FinishedPumpHasPassedAllOnAndLeavesTheFileItself()
    {
        Write("by the pipe\nunfinished");
        LogPump.Start([_pipe]).Finish();
        Assert.Equal("by the pipe\nunfinished", _sink.Text);
        Write("directly\n");
        Assert.Equal("directly\n", File.ReadAllText(_folder["log"]));

        // The pump's thread sees that the pipe has no more writers, and closes it.
        Assert.True(SpinWait.SpinUntil(() => Record.Exception(() => _pipe.Number) is ObjectDisposedException, TimeSpan.FromSeconds(30)));
    }

    public void Dispose()
    {
        _pipe.Dispose();
        _sink.File?.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    private void Write(string text) => Assert.Equal(text.Length, _log.Write(Encoding.UTF8.GetBytes(text), out _));

    private sealed class Sink : ILogSink
    {
        public List<string> Writes { get; } = [];

        public string Text => string.Concat(Writes);

        public LogHandle? File { get; set; }

        public LogHandle Log => File!;

        public bool HasLost => false;

        public void Write(ReadOnlySpan<byte> lines) => Writes.Add(Encoding.UTF8.GetString(lines));

        public void TryRecover()
        {
        }

        public void Reopen()
        {
        }
    }
}
