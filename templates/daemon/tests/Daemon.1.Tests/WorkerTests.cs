namespace Daemon._1.Tests;

public sealed class WorkerTests
{
    [Fact]
    public void TickIsDescribed()
    {
        var now = new DateTimeOffset(2026, 12, 31, 23, 59, 58, TimeSpan.Zero);

        Assert.Equal("tick 3 at 23:59:58", Worker.Describe("tick", 3, now));
    }
}
