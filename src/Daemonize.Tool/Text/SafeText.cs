using System.Text;

namespace Daemonize.Tool.Text;

/// <summary>Texts that programs and other users have a part in, made safe to show.</summary>
internal static class SafeText
{
    /// <summary>Replaces what would act on a terminal, or change the direction of the text, by a question mark.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(CellText.Show(rune, isPlain: false).ToString());
        }

        return safe.ToString();
    }
}
