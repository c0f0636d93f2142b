using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Daemonize.Cluster.Tests.Infrastructure;

/// <summary>
/// A server that a fixture starts for itself: a program of the system with a temporary folder, in a separate session, and without root's
/// rights, which some servers refuse to have. It ends with the fixture.
/// </summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private const int SigInt = 2;
    private const int SigKill = 9;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    /// <summary>The user and group "nobody", which every system has.</summary>
    private const int Nobody = 65534;

    /// <summary>The sockets that have the ports of <see cref="FreePort"/>.</summary>
    private static readonly ConcurrentBag<Socket> Reserved = [];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly string _log;
    private readonly int _stopSignal;

    private ServerProcess(Process process, string log, int stopSignal)
    {
        _process = process;
        _log = log;
        _stopSignal = stopSignal;
    }

    /// <summary>The process id; also that of its process group.</summary>
    public int Id => _process.Id;

    /// <summary>Creates a folder that the servers may write to. Its path is short enough for a Unix socket.</summary>
    public static string CreateFolder(string name)
    {
        var folder = Directory.CreateTempSubdirectory($"dz-{name}-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            Check(ChangeOwner(folder, Nobody, Nobody), folder);
        }

        return folder;
    }

    /// <summary>
    /// Gets a TCP port of the loopback interface that the kernel has chosen, for servers that cannot choose. It stays reserved until this
    /// process ends.
    /// </summary>
    public static int FreePort()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        // While a socket has it, the kernel gives the port to nobody who has no preference. A server, which also has this option, can bind
        // to it nevertheless, because this socket does not listen.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        Reserved.Add(socket);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Finds a program, also among those that are for administrators or for one version of a server.</summary>
    /// <param name="name">The file name.</param>
    /// <param name="folders">The folders to search before those of the system.</param>
    public static string Find(string name, params IEnumerable<string> folders) =>
        folders.Concat(["/usr/bin", "/usr/sbin", "/usr/local/bin"]).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is not installed; eng/install-test-packages installs it");

    /// <summary>Starts a server. What it prints goes to a file.</summary>
    /// <param name="folder">Its working directory, from <see cref="CreateFolder"/>.</param>
    /// <param name="stopSignal">The signal that ends it quickly and without a loss; by default SIGINT.</param>
    /// <param name="command">The path of the program, and its arguments.</param>
    public static ServerProcess Start(string folder, int stopSignal, params IEnumerable<string> command)
    {
        var words = command.ToList();
        var log = Path.Combine(folder, Path.GetFileName(words[0]) + ".out");
        return new(Launch(folder, log, words), log, stopSignal);
    }

    /// <inheritdoc cref="Start(string, int, IEnumerable{string})"/>
    public static ServerProcess Start(string folder, params IEnumerable<string> command) => Start(folder, SigInt, command);

    /// <summary>Runs a program to its end, with the rights of the servers. It fails with what the program has printed.</summary>
    public static async Task RunAsync(string folder, params IEnumerable<string> command)
    {
        var words = command.ToList();
        var log = Path.Combine(folder, Path.GetFileName(words[0]) + ".out");
        using var process = Launch(folder, log, words);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', words)} failed: {await File.ReadAllTextAsync(log)}");
    }

    /// <summary>Asks again until the server answers; fails with its output if it ends before.</summary>
    /// <param name="answers">Whether the server answers. An exception of it counts as no answer.</param>
    public async Task WaitUntilReadyAsync(Func<Task<bool>> answers)
    {
        var end = Stopwatch.GetTimestamp() + (long)(Limit.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            var failure = "";
            try
            {
                if (await answers())
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                failure = exception.Message;
            }

            if (_process.HasExited || Stopwatch.GetTimestamp() > end)
            {
                var what = _process.HasExited ? "the server has ended" : "no answer";
                Assert.Fail($"{what}: {failure}; {await File.ReadAllTextAsync(_log)}");
            }

            // No event says that a server listens: each is asked again, until it answers or ends.
            await Task.Delay(LookAgain);
        }
    }

    /// <summary>Stops the server and its children as a hung machine does: they keep their connections and answer nothing.</summary>
    public void Pause() => Array.ForEach(Processes(), static id => Check(Signal(id, SigStop), "a process of the server"));

    /// <summary>Lets them go on.</summary>
    public void Resume() => Array.ForEach(Processes(), static id => _ = Signal(id, SigContinue));

    /// <summary>Ends the server, as quickly as it can, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Signal(Id, _stopSignal);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Array.ForEach(Processes(), static id => _ = Signal(id, SigKill));
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _process.Dispose();
    }

    /// <summary>The server and its children. The first is stopped first, so that it starts no others meanwhile.</summary>
    private int[] Processes() => [Id, .. Children(Id)];

    private static IEnumerable<int> Children(int id) => Directory.GetDirectories($"/proc/{id}/task")
        .SelectMany(static task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(static word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture))
        .SelectMany(static child => (int[])[child, .. Children(child)]);

    /// <summary>The shell, setsid(1) and setpriv(1) become the program: its process id is the one that .NET knows.</summary>
    private static Process Launch(string folder, string log, IReadOnlyList<string> command)
    {
        string[] rights = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"]
            : [];
        // The shell has to start before it creates the file, which is read when the server does not answer.
        File.AppendAllText(log, "");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec setsid \"$@\" </dev/null >>\"$0\" 2>&1", log, .. rights, .. command])
        {
            WorkingDirectory = folder,
        };
        start.Environment["HOME"] = folder;
        return Process.Start(start)!;
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
        {
            throw new IOException($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static int Signal(int process, int signal) => process > 1
        ? SendSignal(process, signal)
        : throw new ArgumentOutOfRangeException(nameof(process), process, "not a single process");

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int user, int group);
}
