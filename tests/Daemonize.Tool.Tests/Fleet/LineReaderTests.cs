using System.IO.Pipes;
using System.Text;
using Daemonize.Tool.Fleet;

namespace Daemonize.Tool.Tests.Fleet;

public sealed class LineReaderTests : IDisposable
{
    private readonly AnonymousPipeServerStream _writer = new(PipeDirection.Out);
    private readonly LineReader _reader;

    public LineReaderTests() => _reader = new LineReader((int)_writer.ClientSafePipeHandle.DangerousGetHandle(), maxLength: 40_000);

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void LinesComeWholeHoweverTheyAreSent()
    {
        string[] lines = ["", "a", new string('b', 30_000), "", new string('c', 40_000), "d"];
        var all = Encoding.ASCII.GetBytes(string.Join('\n', lines) + "\n");
        List<string> read = [];
        for (var sent = 0; sent < all.Length;)
        {
            var length = Math.Min(7_777, all.Length - sent);
            _writer.Write(all, sent, length);
            sent += length;
            Assert.True(_reader.Fill());
            Take(read);
        }

        Assert.Equal(lines, read);
        Assert.True(_reader.Rest.IsEmpty);
    }

    [Theory]
    [InlineData(40_000, false)]
    [InlineData(40_001, true)]
    public void LineThatIsTooLongIsNotRead(int length, bool isTooLong)
    {
        var bytes = Encoding.ASCII.GetBytes("first\n" + new string('x', length));
        List<string> read = [];
        for (var sent = 0; sent < bytes.Length && !_reader.IsTooLong; sent += 10_000)
        {
            _writer.Write(bytes, sent, Math.Min(10_000, bytes.Length - sent));
            Assert.True(_reader.Fill());
            Take(read);
        }

        Assert.Equal((isTooLong, "first"), (_reader.IsTooLong, Assert.Single(read)));
        _writer.WriteByte((byte)'\n');
        Assert.True(isTooLong || (_reader.Fill() && _reader.TryTake(out _)));
    }

    [Fact]
    public void EndIsAnEnd()
    {
        _writer.Write("no end"u8);
        Assert.True(_reader.Fill());
        _writer.Dispose();
        Assert.False(_reader.TryTake(out _));
    }

    private void Take(List<string> read)
    {
        while (_reader.TryTake(out var line))
        {
            read.Add(Encoding.ASCII.GetString(line));
        }
    }
}
