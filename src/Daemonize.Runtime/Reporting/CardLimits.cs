namespace Daemonize.Reporting;

/// <summary>
/// The limits of the texts in a card, which keep the whole below the size that a reader accepts. In JSON, a character takes at most six
/// bytes. The worst case is about 350 KB: 75 of paths, 50 of the command, 110 of options, 110 of settings.
/// </summary>
internal static class CardLimits
{
    /// <summary>The largest size in bytes. A reader refuses a larger file, because no daemon writes one.</summary>
    public const int MaxLength = 512 * 1024;

    /// <summary>The limit for all words of the command, in characters.</summary>
    private const int Command = 8000;

    /// <summary>The limits for all options and for all settings, in characters.</summary>
    private const int List = 16_000;

    /// <summary>What each element adds to its text: quotes, a comma, and the names of its members.</summary>
    private const int Frame = 16;

    public static bool Fits(string[] command) => LengthOf(command) <= Command;

    /// <summary>Gives the options, or null if they are too long: a start with only some of them would be another start.</summary>
    public static string[]? WholeOptions(string[] options) => LengthOf(options) <= List ? options : null;

    /// <summary>Gets how many settings fit, from the first.</summary>
    public static int CountFitting(CardSetting[] settings)
    {
        var length = 0;
        for (var i = 0; i < settings.Length; i++)
        {
            length += Frame + settings[i].Name.Length + StatusLimits.Cut(settings[i].Value).Length;
            if (length > List)
            {
                return i;
            }
        }

        return settings.Length;
    }

    // No LINQ: a daemon that does not use it would load its assembly.
    private static int LengthOf(ReadOnlySpan<string> texts)
    {
        var length = 0;
        foreach (var text in texts)
        {
            length += text.Length + Frame;
        }

        return length;
    }
}
