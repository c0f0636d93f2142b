namespace Worker;

/// <summary>What the command line asks for.</summary>
internal sealed record Pace(TimeSpan Interval, bool Logs);
