namespace Daemonize.Scheduling;

/// <summary>The answer to a request to hand over, as <c>handover</c> prints it.</summary>
/// <param name="number">The number of the answer, from 1.</param>
/// <param name="isAccepted">Whether the process led, and does not any more.</param>
/// <param name="text">Who leads now, such as "host-b:377 leads (token 5)"; otherwise why there was no handover.</param>
internal sealed class HandOverAnswer(long number, bool isAccepted, string text)
{
    public long Number => number;

    public bool IsAccepted => isAccepted;

    public string Text => text;
}
