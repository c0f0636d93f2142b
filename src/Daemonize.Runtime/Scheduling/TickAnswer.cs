namespace Daemonize.Scheduling;

/// <summary>The answer to a request to tick now, as <c>tick</c> prints it.</summary>
/// <param name="IsAccepted">Whether the request has a tick, at once or later.</param>
/// <param name="Text">If accepted, what the daemon does, such as "began tick 3"; otherwise why there is no tick.</param>
internal sealed record TickAnswer(bool IsAccepted, string Text)
{
    /// <summary>Puts a decision into words.</summary>
    /// <param name="request">The decision on the request.</param>
    /// <param name="policy">The policy of the schedule.</param>
    /// <param name="hasOverlap">Whether the schedule has the setting Overlap, which one with a delay does not have.</param>
    public static TickAnswer Of(TickRequest request, SlotPolicy policy, bool hasOverlap)
    {
        var isParallel = policy.Overlap == OverlapPolicy.Parallel;
        var runs = isParallel ? $"{request.Running} ticks are running" : $"tick {request.Taken} is running";
        return request.Result switch
        {
            // Ticks on the pool may begin in another order than they were taken in, and then have other numbers.
            RequestResult.Begins => new(true, isParallel ? "began a tick" : $"began tick {request.Taken + 1}"),
            RequestResult.Waits => new(true, $"ticks when {DescribeWait(request, policy)}"),
            RequestResult.Skipped when !hasOverlap => new(false, runs),
            RequestResult.Skipped when isParallel => new(false, $"{runs} (MaxParallel = {policy.MaxParallel})"),
            RequestResult.Skipped => new(false, $"{runs} (Overlap = {policy.Overlap})"),
            RequestResult.Ending => new(false, $"the ticks that are left come before it (MaxRuns = {policy.MaxRuns})"),
            _ => new(false, "it is stopping"),
        };
    }

    private static string DescribeWait(TickRequest request, SlotPolicy policy)
    {
        var isOfOverlap = policy.Overlap is OverlapPolicy.Queue or OverlapPolicy.Replace;
        var reason = isOfOverlap ? $"Overlap = {policy.Overlap}" : $"Missed = {policy.Missed}";
        return request.Running < policy.MaxRunning ? $"the slots before it have ticked ({reason})"
            : policy.Overlap == OverlapPolicy.Parallel ? $"one of {request.Running} ticks has ended ({reason})"
            : policy.Overlap == OverlapPolicy.Replace ? $"tick {request.Taken}, which is cancelled, has ended ({reason})"
            : $"tick {request.Taken} has ended ({reason})";
    }
}

/// <summary>The number of answers so far, and the last of either kind.</summary>
/// <param name="Accepted">The number of requests with a tick.</param>
/// <param name="LastAccepted">The text of the last of them; null for none.</param>
/// <param name="Refused">The number of requests without a tick.</param>
/// <param name="LastRefused">Why the last of them has no tick; null for none.</param>
internal sealed record TickAnswers(long Accepted, string? LastAccepted, long Refused, string? LastRefused)
{
    /// <summary>No answer yet.</summary>
    public static readonly TickAnswers None = new(0, null, 0, null);

    /// <summary>
    /// Adds an answer. Two kinds, because of two requests at once one often has the tick for which the other is skipped: each command then
    /// finds an answer that is true for it.
    /// </summary>
    public TickAnswers Add(TickAnswer answer) => answer.IsAccepted
        ? this with { Accepted = Accepted + 1, LastAccepted = answer.Text }
        : this with { Refused = Refused + 1, LastRefused = answer.Text };
}
