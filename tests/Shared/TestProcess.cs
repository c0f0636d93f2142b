using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Daemonize.Tests.Shared;

/// <summary>
/// Gives the test assembly's process, and so everything that the tests start, the same initial state in a terminal, a background job (which
/// has SIGINT and SIGQUIT ignored), nohup, cron or a service. It runs before test discovery.
/// </summary>
internal static partial class TestProcess
{
    /// <summary>
    /// SIG_IGN and the signal mask survive execve(2). SIGPIPE is not included: the runtime ignores it itself, in every process.
    /// </summary>
    private static readonly ulong Examined = 0x7fff_ffff & ~(Mask(SigKill) | Mask(SigStop) | Mask(SigPipe));

    private const string IsAgain = "DAEMONIZE_TESTS_AGAIN";
    private const int SigKill = 9;
    private const int SigPipe = 13;
    private const int SigStop = 19;
    private const int SetMask = 2;
    private const nint Default = 0;
    private const int UsualMask = 0b000_010_010;
    private const nuint GiveUpTerminal = 0x5422;
    private const int ReadWriteWithoutHeirs = 0x80002;

    /// <summary>
    /// Variables that callers have set for their own programs, and that would affect the daemons of a test or their output.
    /// </summary>
    private static readonly string[] NotForTests =
    [
        "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "RUNTIME_DIRECTORY", "STATE_DIRECTORY", "LOGS_DIRECTORY", "NOTIFY_SOCKET",
        "WATCHDOG_USEC", "WATCHDOG_PID",
        "JOURNAL_STREAM", "INVOCATION_ID", "LISTEN_FDS", "LISTEN_PID", "TZ", "LC_ALL", "LC_TIME", "LC_NUMERIC", "LC_MESSAGES", "LANGUAGE",
        "NO_COLOR", "COLUMNS", "LINES",
    ];

    [ModuleInitializer]
    internal static void Enter()
    {
        if ((Signals("SigIgn") | Signals("SigBlk")) != 0 && Environment.GetEnvironmentVariable(IsAgain) is null)
        {
            StartAgain();
        }

        Environment.SetEnvironmentVariable(IsAgain, null);
        Array.ForEach(NotForTests, static name => Environment.SetEnvironmentVariable(name, null));
        Environment.SetEnvironmentVariable("LANG", "C.UTF-8");
        Environment.SetEnvironmentVariable("TERM", "xterm");

        // Root's cards would be left in /var/lib. A test of cards has its own directory.
        Environment.SetEnvironmentVariable("DAEMONIZE_CARDS", "off");
        SetWhereMissing("HOME", "/");

        // An executable does not find a runtime outside the default install locations.
        SetWhereMissing("DOTNET_ROOT", Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()));
        _ = SetFileMask(UsualMask);
        LeaveTerminal();
    }

    /// <summary>
    /// Executes this program again, with no signal ignored or blocked. In a running process, only the thread itself could unblock a signal,
    /// and the runtime has already checked which signals it may handle.
    /// </summary>
    private static unsafe void StartAgain()
    {
        for (var signal = 1; signal < 32; signal++)
        {
            if ((Mask(signal) & Examined) != 0)
            {
                _ = SetHandler(signal, Default);
            }
        }

        var none = stackalloc byte[128];
        new Span<byte>(none, 128).Clear();
        _ = SetSignalMask(SetMask, none, null);
        _ = SetVariable(IsAgain, "1", 1);
        RemoveDiagnosticsFiles();
        var words = File.ReadAllText("/proc/self/cmdline").Split('\0')[..^1];
        var arguments = stackalloc byte*[words.Length + 1];
        for (var i = 0; i < words.Length; i++)
        {
            arguments[i] = Utf8StringMarshaller.ConvertToUnmanaged(words[i]);
        }

        arguments[words.Length] = null;
        _ = Execute(Environment.ProcessPath!, arguments);
        throw new InvalidOperationException(
            $"cannot start {words[0]} again without ignored signals: error {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Removes the files of this process's debugger interface: the same process is about to create them again.</summary>
    private static void RemoveDiagnosticsFiles()
    {
        foreach (var name in (string[])["dotnet-diagnostic", "clr-debug-pipe"])
        {
            Array.ForEach(Directory.GetFiles(Path.GetTempPath(), $"{name}-{Environment.ProcessId}-*"), File.Delete);
        }
    }

    /// <summary>
    /// A program in the foreground must find only the terminal that a test gives it. Keys such as Ctrl+C still reach the tests: their
    /// process group stays.
    /// </summary>
    private static void LeaveTerminal()
    {
        var terminal = Open("/dev/tty", ReadWriteWithoutHeirs);
        if (terminal >= 0)
        {
            _ = Control(terminal, GiveUpTerminal, 0);
            _ = Close(terminal);
        }
    }

    private static ulong Signals(string name)
    {
        var line = File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return ulong.Parse(line.AsSpan(name.Length + 1).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Examined;
    }

    private static void SetWhereMissing(string name, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private static ulong Mask(int signal) => 1UL << (signal - 1);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static unsafe partial int SetSignalMask(int how, byte* mask, byte* old);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int replaces);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int Execute(string path, byte** arguments);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetFileMask(uint mask);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
