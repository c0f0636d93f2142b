using System.Text;
using Daemonize.Clustering;
using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>The text of a lock file. Each misread record could send a signal to another process.</summary>
public sealed class LockRecordTests
{
    private const string Path = "/run/my newsapp/fetch.2.pid.lock";

    public static TheoryData<int, long, int, int> Records => new()
    {
        { 2, 0, 0, 0 },
        { 39815, 123456, 39814, 4 },
        { 4194304, 987654321, 1, 10 },
        { int.MaxValue, long.MaxValue, int.MaxValue, int.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void RecordComesBackAsItWasWritten(int pid, long startTime, int session, int descriptor)
    {
        var record = new LockRecord(pid, startTime, session, descriptor, IsReady: false);
        var text = record.Format();
        var owner = new LockOwner(new string('\u20ac', 85), new string('d', 255));
        var ready = Encoding.UTF8.GetString(LockRecord.ReadyLines(owner, Path));

        Assert.True(text.Length + Encoding.UTF8.GetByteCount(ready) <= LockRecord.MaxLength);
        Assert.Equal(record, Parse(text));
        Assert.Equal(record with { IsReady = true, Owner = owner, ProcessSpace = ProcessSpace.Own, Path = Path }, Parse(text + ready));
    }

    /// <summary>A program's name may contain spaces, a daemon's name must not.</summary>
    [Theory]
    [InlineData("newsapp", "fetch:2")]
    [InlineData("my news app", "fetch")]
    public void OwnerComesBackAsItWasWritten(string program, string name)
    {
        var owner = new LockOwner(program, name);
        Assert.Equal(owner, Parse("39815 1 1 4\n" + Encoding.UTF8.GetString(LockRecord.ReadyLines(owner, Path)))!.Value.Owner);
        var wait = new RestartWait(1, new ProcessEnd(9), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        var record =
            new LockRecord(39815, 1, 1, 4, IsReady: false) { Wait = wait, Owner = owner, ProcessSpace = "boot/pid:[1]", Path = Path };
        Assert.Equal(record, Parse(record.Format()));
    }

    [Theory]
    [InlineData("fetch - newsapp")]
    [InlineData("fetch newsapp\n")]
    [InlineData("fetch\n")]
    [InlineData(" - newsapp\n")]
    [InlineData("fetch  newsapp\n")]
    [InlineData("fetch - \n")]
    public void OwnerThatIsNotWholeIsNone(string line)
    {
        var record = Parse("39815 1 1 4\nready\n" + line)!.Value;
        Assert.Equal((null, false), (record.Owner, record.IsReady));
    }

    [Fact]
    public void WaitOfAWatcherComesBackAsItWasWritten()
    {
        var longest =
            new RestartWait(
                int.MaxValue, new ProcessEnd(65535), DateTimeOffset.FromUnixTimeMilliseconds(253402300799999),
                DateTimeOffset.FromUnixTimeMilliseconds(253402300799999))
            {
                Reason = new LostLease(long.MaxValue, 253402300799999).ToString(),
            };
        foreach (var wait in (RestartWait[])[longest,
            new(1, new ProcessEnd(9), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMilliseconds(20))])
        {
            var record = new LockRecord(int.MaxValue, long.MaxValue, int.MaxValue, int.MaxValue, IsReady: false) { Wait = wait };
            var text = record.Format();

            Assert.True(text.Length <= LockRecord.MaxLength);
            Assert.Equal(record, Parse(text));
            for (var length = text.IndexOf('\n', StringComparison.Ordinal) + 1; length < text.Length; length++)
            {
                Assert.Null(Parse(text[..length])!.Value.Wait);
            }
        }
    }

    [Theory]
    [InlineData("waiting 0 0 0 0\n")]
    [InlineData("waiting 1 -1 0 0\n")]
    [InlineData("waiting 1 0 0\n")]
    [InlineData("waiting 1 0 0 0 \n")]
    [InlineData("waiting 1 0 0 9223372036854775807\n")]
    [InlineData("waiting 1 0 0 0\nready\n")]
    public void WhatNoWatcherWritesIsNoWait(string line)
    {
        var record = Parse("39815 123456 39814 4\n" + line)!.Value;
        Assert.Equal((null, false), (record.Wait, record.IsReady));
    }

    /// <summary>A reader may read between any two bytes of the writer.</summary>
    [Fact]
    public void RecordThatIsNotWholeIsNoneAndNotReadyUntilItSaysSo()
    {
        const string Text = "39815 123456 39814 4\nready\n";
        var line = Text.IndexOf('\n', StringComparison.Ordinal) + 1;
        for (var length = 0; length < Text.Length; length++)
        {
            var record = Parse(Text[..length]);

            Assert.Equal(length >= line, record is not null);
            Assert.NotEqual(true, record?.IsReady);
        }

        Assert.True(Parse(Text)!.Value.IsReady);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("ready\n")]
    [InlineData("garbage\n")]
    [InlineData("0 1 1 4\n")]
    [InlineData("-1 1 1 4\n")]
    [InlineData("-39815 1 1 4\n")]
    [InlineData("2147483648 1 1 4\n")]
    [InlineData("4294967298 1 1 4\n")]
    [InlineData("18446744073709551617 1 1 4\n")]
    [InlineData("39815 1 -1 4\n")]
    [InlineData("39815 1 2147483648 4\n")]
    [InlineData("39815 1 1 -1\n")]
    [InlineData("39815 1 1 2147483648\n")]
    [InlineData("39815 1 1\n")]
    [InlineData("39815 1 1 4")]
    [InlineData("39815 1 1 4 5\n")]
    [InlineData("39815  1 1 4\n")]
    [InlineData(" 39815 1 1 4\n")]
    [InlineData("39815\t1\t1\t4\n")]
    [InlineData("39815 1 1 4\r\n")]
    [InlineData("39815 1 1 0x4\n")]
    [InlineData("39815.0 1 1 4\n")]
    [InlineData("39815 99999999999999999999 1 4\n")]
    [InlineData("39815\0 1 1 4\n")]
    public void WhatNoDaemonWritesIsNone(string text) => Assert.Null(Parse(text));

    [Theory]
    [InlineData("39815 1 1 4\nready")]
    [InlineData("39815 1 1 4\nREADY\n")]
    [InlineData("39815 1 1 4\nready\nready\n")]
    [InlineData("39815 1 1 4\n\nready\n")]
    [InlineData("39815 1 1 4\n39816 1 1 4\n")]
    public void OnlyTheOneLineMeansReady(string text) => Assert.False(Parse(text)!.Value.IsReady);

    [Fact]
    public void MegabytesAreRefused()
    {
        Assert.Null(Parse(new string('9', 1 << 20)));
        Assert.Null(Parse(new string(' ', 1 << 20)));
        Assert.Null(Parse(new string('\0', 1 << 20)));
    }

    private static LockRecord? Parse(string text) => LockRecord.Parse(Encoding.UTF8.GetBytes(text));
}
