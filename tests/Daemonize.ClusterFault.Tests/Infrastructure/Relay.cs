using System.Net;
using System.Net.Sockets;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>What a <see cref="Relay"/> does to what passes through it.</summary>
public enum RelayFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>All of it takes its time.</summary>
    Delays,

    /// <summary>Requests reach the server, which carries them out; its answers are lost.</summary>
    DropsAnswers,

    /// <summary>Requests reach the server as soon as the fault is over, whether their senders still wait or not.</summary>
    HoldsRequests,
}

/// <summary>A TCP proxy between a machine and the server.</summary>
internal sealed class Relay : IAsyncDisposable
{
    /// <summary>In each direction; a call may last for 750 ms.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(150);

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _cut = new();
    private RelayFault _fault;

    /// <param name="target">The port of the server, on the loopback interface.</param>
    /// <param name="address">Where the relay listens, at a port that the kernel chooses.</param>
    public Relay(int target, IPAddress? address = null)
    {
        Target = target;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The port to which new connections are relayed.</summary>
    public int Target { get; set; }

    public RelayFault Fault
    {
        get => _fault;
        set
        {
            _fault = value;
            Interlocked.Exchange(ref _change, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>Breaks all connections.</summary>
    public void Cut()
    {
        using var old = Interlocked.Exchange(ref _cut, new CancellationTokenSource());
        old.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _end.CancelAsync();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, _cut.Token);
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                (client.NoDelay, server.NoDelay) = (true, true);
                await server.ConnectAsync(IPAddress.Loopback, Target, over.Token);
                var requests = PumpAsync(client.GetStream(), server, RelayFault.HoldsRequests, over.Token);
                var answers = PumpAsync(server.GetStream(), client, RelayFault.DropsAnswers, over.Token);

                // What a client has sent before it closed still reaches the server.
                await requests;
                await over.CancelAsync();
                await answers;
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The connection has ended, as connections do; its other side sees that too.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, TcpClient to, RelayFault special, CancellationToken over)
    {
        var buffer = new byte[65536];
        var isBroken = false;
        while (await from.ReadAsync(buffer, over) is > 0 and var count)
        {
            await PassAsync(special, over);

            // A connection that has lost bytes is of no use any more.
            isBroken |= special == RelayFault.DropsAnswers && _fault == special;
            if (!isBroken)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), over);
            }
        }
    }

    private async Task PassAsync(RelayFault special, CancellationToken over)
    {
        if (_fault == RelayFault.Delays)
        {
            await Task.Delay(Delay, over);
        }

        for (var change = _change.Task; special == RelayFault.HoldsRequests && _fault == special; change = _change.Task)
        {
            await change.WaitAsync(over);
        }
    }
}
