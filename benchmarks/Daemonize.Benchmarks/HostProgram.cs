using System.Net.Sockets;

namespace Daemonize.Benchmarks;

/// <summary>A program of the SDK's templates, unchanged and turned into a daemon, and the first work it does.</summary>
/// <param name="Name">The kind of the program, for the tables.</param>
/// <param name="Template">The app that is the unchanged template.</param>
/// <param name="Daemon">The app that is the daemon.</param>
/// <param name="DaemonName">The name of the daemon in its app.</param>
/// <param name="Answer">The event that the measurement waits for.</param>
/// <param name="Answers">Returns whether the event has happened.</param>
internal sealed record HostProgram(string Name, string Template, string Daemon, string DaemonName, string Answer, Func<bool> Answers)
{
    public const string Rival = "start-stop-daemon --chdir";

    private const string StartStopDaemon = "/sbin/start-stop-daemon";

    public static IReadOnlyList<HostProgram> All { get; } =
    [
        new("web application", "WebTemplate", "WebDaemon", "serve", "first request", AnswersRequest),
        new("worker", "WorkerTemplate", "WorkerDaemon", "work", "first line logged", HasLogged),
    ];

    /// <summary>The log file of all contenders; the daemon gets it by its option.</summary>
    public static string LogFile { get; } = Path.Combine(Places.Work, "host.log");

    /// <summary>
    /// The template in /, the directory that start-stop-daemon chooses; the template in its own directory, as experienced users run it; and
    /// the daemon.
    /// </summary>
    public IEnumerable<Peer> Contenders(string kind)
    {
        var template = Places.App(kind, Template);
        yield return Ssd("start-stop-daemon", kind, "/", template);
        yield return Ssd(Rival, kind, Path.GetDirectoryName(template)!, template);
        var daemon = Places.App(kind, Daemon);
        yield return new()
        {
            Name = $"{Peers.Ours}, {Peers.Label(kind)}",
            WaitsForReady = "yes",
            Requires = daemon,
            PidFile = Path.Combine(Places.Work, DaemonName + ".pid"),
            Start = [daemon, "start", "--log-file", LogFile],
        };
    }

    /// <summary>The name of the contender that this one is compared with.</summary>
    public static string RivalOf(Peer contender) => $"{Rival}, {contender.Name.Split(", ")[^1]}";

    private static Peer Ssd(string name, string kind, string directory, string program)
    {
        var pidFile = Path.Combine(Places.Work, "ssd.pid");
        return new()
        {
            Name = $"{name}, {Peers.Label(kind)}",
            WaitsForReady = "no",
            Requires = StartStopDaemon,
            PidFile = pidFile,
            Start =
            [
                StartStopDaemon, "--start", "--background", "--make-pidfile", "--pidfile", pidFile, "--chdir", directory, "--output",
                LogFile, "--exec", program,
            ],
        };
    }

    private static bool AnswersRequest()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(Places.WebAddress.Host, Places.WebAddress.Port);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }

        using var stream = new NetworkStream(socket);
        stream.Write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);
        using var reader = new StreamReader(stream);
        var answer = reader.ReadToEnd();
        return answer.Contains("Hello World!", StringComparison.Ordinal)
            ? true
            : throw new InvalidOperationException($"the answer is '{answer}'");
    }

    private static bool HasLogged() =>
        File.Exists(LogFile) && File.ReadAllText(LogFile).Contains("Worker running at", StringComparison.Ordinal);
}
