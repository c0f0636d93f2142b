using Daemonize.Commands;

namespace Daemonize.Tool.Top;

/// <summary>What the page of the keys says: each key, and the marks of the strips.</summary>
internal static class TopHelp
{
    private static readonly (string Key, string Text)[] Keys =
    [
        ("up down, j k", "move; PgUp, PgDn, Home and End too"),
        ("enter", "open the daemon: facts, last ticks, end of the log"),
        ("esc", "go back; in the table: show all daemons"),
        ("/", "filter by program and daemon as you type"),
        ("!", "show only what needs attention, or all"),
        ("< >", "sort by the column to the left, to the right"),
        ("l", "show the log"),
        ("t", "tick now"),
        ("s", "stop, after a question"),
        ("r", "restart, or start what does not run; asks while a tick runs"),
        ("Ctrl-L", "draw the screen again"),
        ("Ctrl-Z", "suspend; 'fg' goes on"),
        ("q", "quit"),
    ];

    private static readonly (string Key, string Text)[] KeysToRead = Array.FindAll(Keys, static key => key.Key is not ("t" or "s" or "r"));

    /// <summary>Gets the lines of the page, as many in every style.</summary>
    /// <param name="isReadOnly">Whether to leave out the keys that act on daemons.</param>
    /// <param name="isPlain">Whether the terminal shows only ASCII.</param>
    public static List<(string Key, string Text)> Lines(bool isReadOnly, bool isPlain) =>
    [
        .. isReadOnly ? KeysToRead : Keys,
        ("", ""),
        .. HistoryStrip.Legend(hasGlyphs: !isPlain),
    ];
}
