using System.Globalization;
using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>The clock is the one of the kernel.</summary>
public sealed class BootClockKernelTests
{
    /// <summary>proc(5): the uptime includes the time in suspend, with two digits after the point.</summary>
    [Fact]
    public void ClockIsTheUptime()
    {
        var before = BootClock.Now;
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);

        Assert.InRange(uptime, TimeSpan.FromTicks(before).TotalSeconds - 0.02, TimeSpan.FromTicks(BootClock.Now).TotalSeconds + 0.02);
    }
}
