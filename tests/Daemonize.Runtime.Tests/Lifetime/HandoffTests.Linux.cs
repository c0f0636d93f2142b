using System.Text;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Lifetime;

/// <summary>The command's end of the handoff pipe.</summary>
public sealed class HandoffTests : IDisposable
{
    private readonly TestPipe _pipe = new();

    [Fact]
    public void ReadyDaemonIsNamed()
    {
        Send("P 39815\n");
        Send("R\n");
        Send("K\n");

        Assert.Equal(new HandoffOutcome(HandoffResult.Ready, 39815, 0, ""), Receive());
    }

    /// <summary>The daemon may be faster than the session stage.</summary>
    [Fact]
    public void AllMessagesMayComeAtOnce()
    {
        Send("P 39815\nR\nK\nF 1 nobody reads on\n");

        Assert.Equal(new HandoffOutcome(HandoffResult.Ready, 39815, 0, ""), Receive());
    }

    [Fact]
    public void ReadyMayComeBeforeTheProcessId()
    {
        Send("R\nP 39815\nK\n");

        Assert.Equal(HandoffResult.Ready, Receive().Result);
    }

    /// <summary>The daemon was ready: it reported this and was killed before it could record it.</summary>
    [Fact]
    public void EndAfterReadyIsReady()
    {
        Send("P 39815\nR\n");
        _pipe.Sender.Dispose();

        Assert.Equal(new HandoffOutcome(HandoffResult.Ready, 39815, 0, ""), Receive());
    }

    [Fact]
    public void FailureAfterReadyIsAFailure()
    {
        Send("P 39815\nR\nF 1 cannot write\n");

        Assert.Equal(new HandoffOutcome(HandoffResult.Failed, 39815, 1, "cannot write"), Receive());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("P\n")]
    [InlineData("F\n")]
    [InlineData("X y z\n")]
    public void WhatNobodySaysMeansNothing(string message)
    {
        Send(message);
        _pipe.Sender.Dispose();

        Assert.Equal(HandoffResult.Died, Receive().Result);
    }

    [Fact]
    public void MessagesMayComeByteByByte()
    {
        // The bytes are more than the packets that the pipe holds: the sender waits for the receiver.
        using var pipe = new TestPipe(isOfPackets: true);
        var sender = new Thread(() =>
        {
            foreach (var letter in "P 39815\nF 4 nö\n"u8.ToArray())
            {
                pipe.Sender.Write([letter], "write");
            }
        });
        sender.Start();

        Assert.Equal(
            new HandoffOutcome(HandoffResult.Failed, 39815, 4, "nö"),
            Handoff.Receive(pipe.Receiver, new Deadline(TimeSpan.FromSeconds(20))));
        sender.Join();
    }

    [Theory]
    [InlineData("F 1 cannot write /run/x.pid: no space left on device\n", 1, "cannot write /run/x.pid: no space left on device")]
    [InlineData("F 4 permission\n", 4, "permission")]
    [InlineData("F 1 \n", 1, "")]
    [InlineData("F 130 interrupted\n", 130, "interrupted")]
    [InlineData("F 1 R\n", 1, "R")]
    [InlineData("F 1 P 7\n", 1, "P 7")]
    public void FailureBringsItsExitCodeAndText(string message, int exitCode, string text)
    {
        Send(message);

        Assert.Equal(new HandoffOutcome(HandoffResult.Failed, 0, exitCode, text), Receive());
    }

    [Fact]
    public void LongestTextArrivesWhole()
    {
        var text = new string('x', 4096 - "F 1 \n".Length);
        Send("P 39815\n");
        Send($"F 1 {text}\n");

        Assert.Equal(new HandoffOutcome(HandoffResult.Failed, 39815, 1, text), Receive());
    }

    /// <summary>No stage sends such a text; it must cause neither an endless loop nor unlimited memory use.</summary>
    [Fact]
    public void TextWithoutAnEndIsADeath()
    {
        Send(new string('x', 60_000));

        Assert.Equal(HandoffResult.Died, Receive().Result);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("P 39815\n", 39815)]
    [InlineData("P 39815\nR", 39815)]
    [InlineData("P 39815\nF 1 half of a te", 39815)]
    public void EndWithoutAnOutcomeIsADeath(string message, int pid)
    {
        Send(message);
        _pipe.Sender.Dispose();

        Assert.Equal(new HandoffOutcome(HandoffResult.Died, pid, 1, ""), Receive());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("P 39815\n", 39815)]
    [InlineData("P 39815\nR", 39815)]
    public void SilenceIsATimeout(string message, int pid)
    {
        Send(message);
        var deadline = new Deadline(TimeSpan.FromMilliseconds(50));

        Assert.Equal(new HandoffOutcome(HandoffResult.TimedOut, pid, 1, ""), Handoff.Receive(_pipe.Receiver, deadline));
        Assert.True(deadline.HasPassed);
    }

    /// <summary>A message that has arrived is accepted, even if the command was delayed and reads it late.</summary>
    [Fact]
    public void OutcomeThatIsThereIsReadAfterTheDeadline()
    {
        Send("P 39815\nR\nK\n");

        Assert.Equal(HandoffResult.Ready, Handoff.Receive(_pipe.Receiver, new Deadline(TimeSpan.Zero)).Result);
    }

    public void Dispose() => _pipe.Dispose();

    private void Send(string message) => _pipe.Sender.Write(Encoding.UTF8.GetBytes(message), "write");

    private HandoffOutcome Receive() => Handoff.Receive(_pipe.Receiver, new Deadline(TimeSpan.FromSeconds(20)));
}
