namespace Daemonize.Cluster.Tests.Records;

/// <summary>Time that passes only when a test says so.</summary>
internal sealed class CountingTime : TimeProvider
{
    private long _now = 123_456_789;

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => _now;

    public void Pass(double milliseconds) => _now += (long)(milliseconds * 1000);
}
