using System.Text;
using Daemonize.Identity;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Launch;

/// <summary>
/// The environment of a started daemon: the caller's without the variables of its terminal and session, with the user's variables and those
/// that the settings add.
/// </summary>
internal static class DaemonEnvironment
{
    /// <summary>
    /// Variables of the caller's terminal, shell, desktop and login session. Each would mislead the daemon or its children, or disclose
    /// something about the caller.
    /// </summary>
    private static readonly string[] Terminal =
    [
        "TERM", "TERMCAP", "TERMINFO", "COLORTERM", "COLORFGBG", "COLUMNS", "LINES", "LS_COLORS", "WINDOWID", "WINDOW", "TMUX", "TMUX_PANE",
        "TMUX_TMPDIR", "STY",
        "VTE_VERSION", "GPG_TTY", "SHLVL", "_", "PS1", "PS2", "PS4", "PROMPT_COMMAND", "HISTFILE", "DISPLAY", "WAYLAND_DISPLAY",
        "XAUTHORITY", "SESSION_MANAGER",
        "DESKTOP_SESSION", "GDMSESSION", "JOURNAL_STREAM", "XDG_SEAT", "XDG_VTNR", "XDG_CURRENT_DESKTOP",
    ];

    private static readonly string[] TerminalPrefixes =
        ["SSH_", "SUDO_", "XDG_SESSION_", "TERM_PROGRAM", "KONSOLE_", "GNOME_TERMINAL_", "KITTY_", "WEZTERM_", "ALACRITTY_"];

    /// <summary>Variables of the caller's account: directories that another user cannot access or should not write to.</summary>
    private static readonly string[] Callers =
    [
        "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS", "MAIL",
        "TMPDIR", "LOGNAME", "USERNAME",
    ];

    /// <summary>Turns the environment of the stage into that of the daemon.</summary>
    public static void Apply(NulTerminatedStrings environment, DaemonInstance instance)
    {
        List<NameValue> added = [];
        List<string> kept = [];
        foreach (var entry in instance.Settings.EnvironmentEntries)
        {
            _ = EnvironmentEntry.TryParse(entry, out var name, out var value);
            if (value is null)
            {
                kept.Add(name);
            }
            else
            {
                added.Add(new NameValue(name, value));
            }
        }

        var user = instance.User;
        environment.RemoveAll(
            variable =>
                NameOf(variable) is var name && !kept.Contains(name)
                    && (IsOfTerminal(name) || (user is { IsCaller: false } && IsCallers(name))));
        if (user is not null)
        {
            Set(environment, "HOME", user.Entry.Home);
            Set(environment, "USER", user.Entry.Name);
            Set(environment, "LOGNAME", user.Entry.Name);
            Set(environment, "SHELL", user.Entry.Shell);
        }

        added.ForEach(variable => Set(environment, variable.Name, variable.Text));
        instance.Settings.ReadEnvironmentFile().ForEach(variable => Set(environment, variable.Name, variable.Text));
    }

    /// <summary>Gets TMPDIR from the environment that the daemon is started with; null if it is not set.</summary>
    public static string? TemporaryDirectoryOf(DaemonInstance instance)
    {
        const string name = "TMPDIR";
        var environment = new NulTerminatedStrings();
        if (Environment.GetEnvironmentVariable(name) is { } own)
        {
            Set(environment, name, own);
        }

        try
        {
            Apply(environment, instance);
        }
        catch (DaemonException)
        {
            // A start reports the error itself; a stop can do without the value.
        }

        for (var i = 0; i < environment.Count; i++)
        {
            if (NameOf(environment[i]) == name)
            {
                return Encoding.UTF8.GetString(environment[i][(name.Length + 1)..]);
            }
        }

        return null;
    }

    private static bool IsOfTerminal(string name) =>
        Array.IndexOf(Terminal, name) >= 0 || Array.Exists(TerminalPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsCallers(string name) => Array.IndexOf(Callers, name) >= 0;

    private static string NameOf(ReadOnlySpan<byte> variable) =>
        Encoding.UTF8.GetString(variable.IndexOf((byte)'=') is >= 0 and var end ? variable[..end] : variable);

    private static void Set(NulTerminatedStrings environment, string name, string value)
    {
        environment.RemoveAll(variable => NameOf(variable) == name);
        environment.Add(Encoding.UTF8.GetBytes($"{name}={value}"));
    }
}
