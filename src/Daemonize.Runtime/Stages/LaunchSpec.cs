using System.Text;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>
/// A program and what to start it with: this same program again, in whatever shape it is hosted (apphost, <c>dotnet app.dll</c>, single file or NativeAOT), or a
/// tool. What is inherited is read as bytes from /proc, so that no path or variable has to be valid text.
/// </summary>
internal sealed class LaunchSpec
{
    /// <summary>What belongs to the caller's service manager or directory and would mislead the daemon or its children (sd_notify(3), sd_listen_fds(3)).</summary>
    private static readonly string[] CallersVariables =
        [ServiceDirectories.MainProcess, "NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "WATCHDOG_USEC", "WATCHDOG_PID", "PWD", "OLDPWD"];

    private readonly int _hostWords;

    private LaunchSpec(string name, string path, NulTerminatedStrings arguments, int hostWords, NulTerminatedStrings environment)
    {
        Name = name;
        _hostWords = hostWords;
        Path = [.. Encoding.UTF8.GetBytes(path), 0];
        Arguments = arguments;
        Environment = environment;
    }

    /// <summary>What it is, for messages.</summary>
    public string Name { get; }

    /// <summary>The executable, with a NUL behind it.</summary>
    public byte[] Path { get; private set; }

    /// <summary>The arguments of the new process.</summary>
    public NulTerminatedStrings Arguments { get; }

    public NulTerminatedStrings Environment { get; }

    /// <summary>This program, to be called with <paramref name="words"/> in place of the arguments that this process got, and some variables set otherwise, or to nothing.</summary>
    public static LaunchSpec Of(ReadOnlySpan<string> words, List<NameValue> variables)
    {
        var arguments = NulTerminatedStrings.Split(Read("/proc/self/cmdline"));

        // Behind the host's own words ("dotnet app.dll") come just as many as the program was given.
        arguments.Truncate(arguments.Count - (System.Environment.GetCommandLineArgs().Length - 1));
        var hostWords = arguments.Count;
        Add(arguments, words);
        return new LaunchSpec("the daemon's process", ProgramPath.Executable, arguments, hostWords, OwnEnvironment(variables));
    }

    /// <summary>Another program, with <paramref name="words"/> as all its arguments, its name the first of them.</summary>
    public static LaunchSpec OfTool(string path, ReadOnlySpan<string> words, List<NameValue> variables)
    {
        var arguments = new NulTerminatedStrings();
        Add(arguments, words);
        return new LaunchSpec(path, path, arguments, words.Length, OwnEnvironment(variables));
    }

    /// <summary>
    /// The host's own words, such as the path in <c>dotnet app.dll</c>, may be relative to the directory of this process. Afterwards they mean the same in any other.
    /// </summary>
    public void MakePathsAbsolute()
    {
        for (var i = 1; i < _hostWords; i++)
        {
            var word = Encoding.UTF8.GetString(Arguments[i]);
            if (word is not ['/' or '-', ..] && File.Exists(word))
            {
                Arguments.Replace(i, Encoding.UTF8.GetBytes(ProgramPath.Absolute(word)));
            }
        }
    }

    /// <summary>
    /// Another user may not be allowed to go the way by which the caller came to the program, and yet be allowed to execute it where it is.
    /// </summary>
    public void FallBackToRealPath()
    {
        if (Libc.access(Encoding.UTF8.GetString(Path.AsSpan()[..^1]), Libc.X_OK) != 0)
        {
            Path = [.. Encoding.UTF8.GetBytes(ProgramPath.RealExecutable), 0];
        }
    }

    private static void Add(NulTerminatedStrings arguments, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            arguments.Add(Encoding.UTF8.GetBytes(word));
        }
    }

    /// <summary>What this process was started with, without what it must not hand on, and some variables set otherwise.</summary>
    private static NulTerminatedStrings OwnEnvironment(List<NameValue> variables)
    {
        var environment = NulTerminatedStrings.Split(Read("/proc/self/environ"));
        environment.RemoveAll(static variable => IsAnyOf(variable, CallersVariables));
        DiagnosticFiles.SwitchBack(environment);
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

    private static byte[] Read(string path) => ProcFs.TryReadAll(path, out var errno) ?? throw Errno.Exception($"read {path}", errno, "/proc must be mounted");
}
