using System.Text;
using Daemonize.Arguments;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Launch;

/// <summary>
/// The executable, arguments and environment of a process to start: this program again, however it is hosted (apphost,
/// <c>dotnet app.dll</c>, single file or NativeAOT), or a tool. Inherited values are read as bytes from /proc: no path or variable needs to
/// be valid text.
/// </summary>
internal sealed class LaunchSpec
{
    /// <summary>
    /// Variables of the caller's service manager or directory, which would mislead the daemon or its children (sd_notify(3),
    /// sd_listen_fds(3)).
    /// </summary>
    private static readonly string[] CallersVariables =
        [ServiceDirectories.MainProcess, "NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "WATCHDOG_USEC", "WATCHDOG_PID",
            "PWD", "OLDPWD"];

    private const string DaemonsProcess = "the daemon's process";

    private readonly int _hostWords;

    private LaunchSpec(string name, string path, NulTerminatedStrings arguments, int hostWords, NulTerminatedStrings environment)
    {
        Name = name;
        _hostWords = hostWords;
        Path = [.. Encoding.UTF8.GetBytes(path), 0];
        Arguments = arguments;
        Environment = environment;
    }

    /// <summary>The name of the program in messages.</summary>
    public string Name { get; }

    /// <summary>The path of the executable, with a terminating NUL.</summary>
    public byte[] Path { get; private set; }

    /// <summary>The arguments of the new process.</summary>
    public NulTerminatedStrings Arguments { get; }

    public NulTerminatedStrings Environment { get; }

    /// <summary>
    /// Describes this program with <paramref name="words"/> in place of the arguments of this process. <paramref name="variables"/> are set
    /// in its environment; one with an empty text is removed.
    /// </summary>
    public static LaunchSpec Of(ReadOnlySpan<string> words, List<NameValue> variables)
    {
        var arguments = OwnArguments(out var hostWords);
        arguments.Truncate(hostWords);
        Add(arguments, words);
        return new LaunchSpec(DaemonsProcess, ProgramPath.Executable, arguments, hostWords, OwnEnvironment(variables));
    }

    /// <summary>
    /// Describes the init stage, which replaces this program: its verb and the name of the instance come before the arguments of this
    /// process.
    /// </summary>
    public static LaunchSpec OfInit(string instance)
    {
        var arguments = OwnArguments(out var hostWords);
        arguments.Insert(hostWords, Encoding.UTF8.GetBytes(instance));
        arguments.Insert(hostWords, Encoding.UTF8.GetBytes(StageVerb.Init));
        var environment = NulTerminatedStrings.Split(Read("/proc/self/environ"));
        DiagnosticSwitch.SwitchOff(environment);
        return new LaunchSpec(DaemonsProcess, ProgramPath.Executable, arguments, hostWords, environment);
    }

    /// <summary>
    /// Describes the daemon's process of the init stage, which this process is: the program as it was called, in the environment of the
    /// container. Only a number that says that a service manager has started this very process is left out.
    /// </summary>
    public static LaunchSpec OfFirstChild()
    {
        var arguments = OwnArguments(out var hostWords);
        arguments.RemoveAt(hostWords);
        arguments.RemoveAt(hostWords);
        var environment = NulTerminatedStrings.Split(Read("/proc/self/environ"));
        DiagnosticSwitch.RestoreCallers(environment);
        environment.RemoveAll(static variable => IsAnyOf(variable, ServiceDirectories.MainProcess, "WATCHDOG_PID"));
        return new LaunchSpec(DaemonsProcess, ProgramPath.Executable, arguments, hostWords, environment);
    }

    /// <summary>Describes another program with <paramref name="words"/> as all its arguments, its name first.</summary>
    public static LaunchSpec OfTool(string path, ReadOnlySpan<string> words, List<NameValue> variables)
    {
        var arguments = new NulTerminatedStrings();
        Add(arguments, words);
        return new LaunchSpec(path, path, arguments, words.Length, OwnEnvironment(variables));
    }

    /// <summary>
    /// Describes another program in another environment, without the variables of a service manager or a directory that it may have.
    /// </summary>
    /// <param name="words">All arguments; the first is the path of the executable.</param>
    /// <param name="environment">The environment, which this method changes.</param>
    public static LaunchSpec OfTool(ReadOnlySpan<string> words, NulTerminatedStrings environment)
    {
        var arguments = new NulTerminatedStrings();
        Add(arguments, words);
        environment.RemoveAll(static variable => IsAnyOf(variable, CallersVariables));
        return new LaunchSpec(words[0], words[0], arguments, words.Length, environment);
    }

    /// <summary>
    /// Makes the paths in the host's own words absolute, such as the one in <c>dotnet app.dll</c>: they may be relative to the directory of
    /// this process.
    /// </summary>
    public void MakePathsAbsolute()
    {
        for (var i = 1; i < _hostWords; i++)
        {
            var word = Encoding.UTF8.GetString(Arguments[i]);
            if (HostWords.IsRelativeFile(word, i - 1))
            {
                Arguments.Replace(i, Encoding.UTF8.GetBytes(ProgramPath.Absolute(word)));
            }
        }
    }

    /// <summary>
    /// Uses the real path of the executable if the caller's path cannot be executed: another user may have no access to the links and
    /// directories of the caller's path, but may execute the file at its real path.
    /// </summary>
    public void FallBackToRealPath()
    {
        if (Libc.access(Encoding.UTF8.GetString(Path.AsSpan()[..^1]), Libc.X_OK) != 0)
        {
            Path = [.. Encoding.UTF8.GetBytes(ProgramPath.RealExecutable), 0];
        }
    }

    /// <summary>Gets the arguments of this process, and how many of them are the host's own words (<c>dotnet app.dll</c>).</summary>
    private static NulTerminatedStrings OwnArguments(out int hostWords)
    {
        var arguments = NulTerminatedStrings.Split(Read("/proc/self/cmdline"));

        // After the host's own words come exactly as many as the program received.
        hostWords = arguments.Count - (System.Environment.GetCommandLineArgs().Length - 1);
        return arguments;
    }

    private static void Add(NulTerminatedStrings arguments, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            arguments.Add(Encoding.UTF8.GetBytes(word));
        }
    }

    /// <summary>
    /// Gets the environment of this process without the variables that it must not pass on, and sets <paramref name="variables"/>, removing
    /// one with an empty text.
    /// </summary>
    private static NulTerminatedStrings OwnEnvironment(List<NameValue> variables)
    {
        var environment = NulTerminatedStrings.Split(Read("/proc/self/environ"));
        environment.RemoveAll(static variable => IsAnyOf(variable, CallersVariables));
        DiagnosticSwitch.RestoreCallers(environment);
        foreach (var (name, text) in variables)
        {
            environment.RemoveAll(variable => IsAnyOf(variable, name));
            if (text.Length > 0)
            {
                environment.Add(Encoding.UTF8.GetBytes($"{name}={text}"));
            }
        }

        return environment;
    }

    private static bool IsAnyOf(ReadOnlySpan<byte> variable, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (variable.Length > name.Length && variable[name.Length] == (byte)'=' && Ascii.Equals(variable[..name.Length], name))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Read(string path) =>
        ProcFs.TryReadAll(path, out var errno) ?? throw Errno.Exception($"read {path}", errno, "/proc must be mounted");
}
