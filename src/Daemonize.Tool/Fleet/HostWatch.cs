using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>
/// Watches one machine in its own thread, and connects again if the connection ends: after a second, and after twice as long each time that
/// it fails.
/// </summary>
/// <param name="host">The name of the machine.</param>
/// <param name="ssh">Starts the API there.</param>
/// <param name="changed">Is called when the machine begins or ceases to answer.</param>
internal sealed class HostWatch(string host, SshCommand ssh, Action changed)
{
    private static readonly TimeSpan FirstPause = new(0, 0, 1);
    private static readonly TimeSpan LongestPause = new(0, 0, 30);

    /// <summary>The least time between two looks that are taken: a machine that sends more of them waits.</summary>
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(200);

    /// <summary>Guards the fields below, and is pulsed at the end.</summary>
    private readonly object _gate = new();

    private readonly Dictionary<long, HostRequest> _requests = [];
    private Thread? _thread;
    private HostConnection? _connection;
    private List<DaemonRow> _rows = [];
    private string? _problem = "no answer yet";
    private RemoteDetail? _detail;
    private bool _isAskingDetail;
    private bool _isOver;

    public void Begin()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Gets the daemons, those that need attention first; of a machine that does not answer one entry that says why.</summary>
    public List<DaemonRow> Rows()
    {
        lock (_gate)
        {
            return _problem is null ? _rows : [new DaemonRow(RemoteDaemon.OfSilentHost(host, _problem))];
        }
    }

    /// <summary>Runs a verb to its end.</summary>
    public VerbOutcome Act(DaemonVerb verb, SeenDaemon daemon)
    {
        var call = RemoteCall.Of([new Choice(daemon, daemon.Instance is not null)]);
        var request = new VerbRequest(host, call.Name, verb.ToWord());
        lock (_gate)
        {
            if (_connection is null || _problem is not null)
            {
                request.Fail(_problem ?? "the connection has ended");
            }
            else
            {
                _requests.Add(_connection.Send(verb.ToWord(), call.Ids, call.IsNumbered), request);
            }
        }

        return request.Wait();
    }

    /// <summary>Gets what was read last of a daemon, and asks for it again; null if nothing was read yet.</summary>
    public RemoteDetail? Detail(string id)
    {
        lock (_gate)
        {
            if (_connection is not null && _problem is null && !_isAskingDetail)
            {
                _isAskingDetail = true;
                _requests.Add(_connection.Send(FleetProtocol.Show, [id]), new DetailRequest(id, TakeDetail));
            }

            return _detail?.Id == id ? _detail : null;
        }
    }

    /// <summary>Begins to end: the process of the connection is ended, and with it the thread.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _isOver = true;
            _connection?.Cancel();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for the end of the thread.</summary>
    public void Join() => _thread?.Join();

    private void Run()
    {
        for (var pause = FirstPause; !_isOver; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var hasAnswered = false;
            try
            {
                using var connection = Connect();
                Watch(connection, ref hasAnswered);
            }
            catch (DaemonException exception)
            {
                Lose(exception.Message);
            }

            pause = hasAnswered ? FirstPause : pause;
            WaitFor(pause);
        }
    }

    private HostConnection Connect()
    {
        var connection = HostConnection.Open(host, ssh);
        lock (_gate)
        {
            _connection = connection;
            if (_isOver)
            {
                connection.Cancel();
            }
        }

        return connection;
    }

    private void Watch(HostConnection connection, ref bool hasAnswered)
    {
        var deadline = connection.DeadlineFromNow;
        connection.ReadHello(deadline);
        var (id, rows) = (connection.Send(FleetProtocol.Watch), new WatchedRows());
        while (true)
        {
            var message = connection.Read(deadline);
            if (message.Id != id)
            {
                Take(message);
                continue;
            }

            if (message.Refusal is { } refusal)
            {
                throw new DaemonException(refusal);
            }

            if (rows.Take(message))
            {
                Show(rows.Sorted(), ref hasAnswered);
                deadline = connection.DeadlineFromNow;
                WaitFor(LeastBetween);
            }
        }
    }

    private void Show(List<DaemonRow> rows, ref bool hasAnswered)
    {
        lock (_gate)
        {
            (_rows, _problem) = (rows, null);
        }

        if (!hasAnswered)
        {
            hasAnswered = true;
            changed();
        }
    }

    /// <summary>Passes a line on to the request that it answers.</summary>
    private void Take(HostMessage message)
    {
        lock (_gate)
        {
            if (_requests.TryGetValue(message.Id, out var request) && request.Take(message))
            {
                _ = _requests.Remove(message.Id);
            }
        }
    }

    private void TakeDetail(RemoteDetail? detail)
    {
        // Within the lock: it is called by a request that takes a line, or fails.
        _isAskingDetail = false;
        _detail = detail ?? _detail;
    }

    private void Lose(string problem)
    {
        lock (_gate)
        {
            (_connection, _rows, _problem) = (null, [], problem);
            foreach (var request in _requests.Values)
            {
                request.Fail(problem);
            }

            _requests.Clear();
        }

        changed();
    }

    private void WaitFor(TimeSpan pause)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _ = Monitor.Wait(_gate, pause);
            }
        }
    }
}
