namespace Daemonize.Scheduling;

/// <summary>The decision on a request to tick now.</summary>
/// <param name="Result">What happens to the request.</param>
/// <param name="Taken">The number of ticks that had begun when the request came.</param>
/// <param name="Running">The number of ticks that were running then.</param>
internal sealed record TickRequest(RequestResult Result, long Taken, int Running);

/// <summary>What happens to a request to tick now.</summary>
internal enum RequestResult
{
    /// <summary>Its tick begins at once.</summary>
    Begins,

    /// <summary>Its tick waits for others.</summary>
    Waits,

    /// <summary>It has no tick, because others run.</summary>
    Skipped,

    /// <summary>It has no tick, because those that MaxRuns allows come before it.</summary>
    Ending,

    /// <summary>It has no tick, because the daemon stops or has done all its ticks.</summary>
    Stopping,
}
