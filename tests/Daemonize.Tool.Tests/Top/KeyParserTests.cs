using System.Text;
using Daemonize.Tool.Top;

namespace Daemonize.Tool.Tests.Top;

/// <summary>Keys from the bytes of a terminal.</summary>
public sealed class KeyParserTests
{
    private readonly KeyParser _parser = new();

    [Theory]
    [InlineData("\e[A", "Up")]
    [InlineData("\eOB", "Down")]
    [InlineData("\e[1;5A", "Up")]
    [InlineData("\e[5~\e[6~", "PageUp PageDown")]
    [InlineData("\e[H\e[F\e[1~\e[4~\eOH\eOF", "Home End Home End Home End")]
    [InlineData("\r\n", "Enter Enter")]
    [InlineData("\u007f\b", "Backspace Backspace")]
    [InlineData("\u0003\u001a\f\u0001", "Interrupt Suspend Redraw")]
    [InlineData("jä€", "Text:j Text:ä Text:€")]
    [InlineData("\eq", "Escape Text:q")]
    [InlineData("\e[15~\e[Z\e[2~", "")]
    [InlineData("\e[?2026;2$y", "Synchronized")]
    [InlineData("\e[?2026;1$y", "Synchronized")]
    [InlineData("\e[?2026;0$y\e[?2026;4$y\e[?2004;2$y", "")]
    [InlineData("\e[<0;12;3M\e[<0;12;3m", "Click@11,2")]
    [InlineData("\e[<64;1;1M\e[<65;1;1M\e[<2;1;1M", "WheelUp@0,0 WheelDown@0,0")]
    [InlineData("\e[<0M\e[<M", "Click@-2,-2")]
    public void SequenceIsAKey(string bytes, string keys) => Assert.Equal(keys, Read(bytes));

    [Fact]
    public void SequenceMayComeInParts()
    {
        var bytes = Encoding.UTF8.GetBytes("\e[<0;12;3M€\e[A");
        var keys = bytes.SelectMany(one => _parser.Read([one])).ToList();
        Assert.Equal("Click@11,2 Text:€ Up", Describe(keys));
        Assert.False(_parser.IsPending);
    }

    [Fact]
    public void LoneEscapeIsAKeyOnceNothingFollows()
    {
        Assert.Equal("", Read("\e"));
        Assert.True(_parser.IsPending);
        Assert.Equal("Escape", Describe(_parser.Flush()));
        Assert.False(_parser.IsPending);
    }

    /// <summary>What is pasted by mistake must not stop a daemon.</summary>
    [Fact]
    public void PastedTextIsNoKey()
    {
        Assert.Equal("Text:a Pasted:s Pasted:y Text:b", Read("a\e[200~sy\e[201~b"));
        Assert.Equal("Pasted:s Pasted:y", Read("\e[200~s\e[A\e[<0;1;1My"));
    }

    [Fact]
    public void SequenceWithoutAnEndIsDropped()
    {
        _ = _parser.Read(Encoding.UTF8.GetBytes("\e[" + new string('1', 1000)));
        Assert.Equal("Up", Describe(_parser.Read("\u0001\e[A"u8)).Split(' ')[^1]);
    }

    [Fact]
    public void InvalidBytesAreNoKeys() => Assert.Equal("Text:a", Describe(_parser.Read([0xff, 0xc0, (byte)'a'])));

    private string Read(string text) => Describe(_parser.Read(Encoding.UTF8.GetBytes(text)));

    private static string Describe(List<Key> keys) => string.Join(' ', keys.ConvertAll(static key => key.Kind switch
    {
        KeyKind.Text or KeyKind.Pasted => $"{key.Kind}:{key.Rune}",
        KeyKind.Click or KeyKind.WheelUp or KeyKind.WheelDown => $"{key.Kind}@{key.X},{key.Y}",
        _ => $"{key.Kind}",
    }));
}
