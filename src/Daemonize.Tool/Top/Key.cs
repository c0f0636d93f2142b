using System.Text;

namespace Daemonize.Tool.Top;

/// <summary>A key, a movement of the mouse, or an answer of the terminal.</summary>
/// <param name="Kind">What kind of input it is.</param>
/// <param name="Rune">The character of a text.</param>
/// <param name="X">The column of the mouse, from 0.</param>
/// <param name="Y">The line of the mouse, from 0.</param>
internal readonly record struct Key(KeyKind Kind, Rune Rune = default, int X = 0, int Y = 0)
{
    public static Key Of(char letter) => new(KeyKind.Text, new Rune(letter));

    /// <summary>Whether it is the key with that letter.</summary>
    public bool Is(char letter) => Kind == KeyKind.Text && Rune.Value == letter;
}

/// <summary>What a <see cref="Key"/> is.</summary>
internal enum KeyKind
{
    /// <summary>Nothing that is used here.</summary>
    None,

    /// <summary>A typed character.</summary>
    Text,

    /// <summary>A character of a text that was pasted. It must not act: it could be any text.</summary>
    Pasted,

    Enter,
    Escape,
    Backspace,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    WheelUp,
    WheelDown,
    Click,

    /// <summary>Ctrl-C.</summary>
    Interrupt,

    /// <summary>Ctrl-Z.</summary>
    Suspend,

    /// <summary>Ctrl-L: another program has written to the terminal.</summary>
    Redraw,

    /// <summary>The terminal has answered that it has synchronized updates.</summary>
    Synchronized,
}
