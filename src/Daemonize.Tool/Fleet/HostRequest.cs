using Daemonize.History;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>A request that another thread has sent, and waits for.</summary>
internal abstract class HostRequest
{
    /// <summary>Takes a line that answers it; true if it was the last.</summary>
    public abstract bool Take(HostMessage message);

    /// <summary>Takes that there will be no more answers.</summary>
    public abstract void Fail(string reason);
}

/// <summary>A verb on a daemon.</summary>
/// <param name="host">The machine that runs it.</param>
/// <param name="name">The name of the daemon for people.</param>
/// <param name="verb">The word of the verb.</param>
internal sealed class VerbRequest(string host, string name, string verb) : HostRequest
{
    private readonly TaskCompletionSource<VerbOutcome> _outcome = new();

    public VerbOutcome Wait() => _outcome.Task.GetAwaiter().GetResult();

    public override bool Take(HostMessage message)
    {
        _outcome.SetResult(RemoteCall.OutcomeOf(host, name, message));
        return true;
    }

    public override void Fail(string reason) => _outcome.SetResult(
        new VerbOutcome(name, DaemonExitCode.Failure, "", $"cannot learn how '{verb}' of {name} ended: {reason}") { Host = host });
}

/// <summary>What the page of one daemon shows besides its row.</summary>
/// <param name="id">The id of the daemon.</param>
/// <param name="done">Receives the answer when it is whole.</param>
internal sealed class DetailRequest(string id, Action<RemoteDetail?> done) : HostRequest
{
    private readonly List<string> _log = [];
    private List<HistoryEntry> _entries = [];

    public override bool Take(HostMessage message)
    {
        _entries = message.Entries ?? _entries;
        if ((message.Refusal ?? message.Line) is { } line && _log.Count < LogEnd.MaxLines)
        {
            _log.Add(line);
        }

        var isLast = message.IsDone || message.Refusal is not null;
        if (isLast)
        {
            done(new RemoteDetail(id, _entries, _log));
        }

        return isLast;
    }

    public override void Fail(string reason) => done(null);
}

/// <summary>The last ticks of a daemon of another machine, and the end of its log.</summary>
/// <param name="Id">The id of the daemon.</param>
/// <param name="Entries">The last ticks and other events.</param>
/// <param name="Log">The last lines, or why there are none.</param>
internal sealed record RemoteDetail(string Id, List<HistoryEntry> Entries, List<string> Log);
