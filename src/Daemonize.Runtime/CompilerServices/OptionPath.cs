using Daemonize.Text;

namespace Daemonize.CompilerServices;

/// <summary>Resolves paths in options, which are relative to the caller's directory until the daemon leaves it.</summary>
internal static class OptionPath
{
    /// <summary>Makes every path in the text absolute.</summary>
    /// <param name="text">The value of an option: a path, or a list of paths.</param>
    /// <param name="form">The form of the option, which tells whether the value is a list.</param>
    /// <param name="directory">The caller's directory; null if it is the directory of this process.</param>
    public static string Resolve(string text, OptionForm form, string? directory = null) =>
        form == OptionForm.List
            ? OptionList.Join(OptionList.Split(text).ConvertAll(path => Resolve(path, directory)))
            : Resolve(text, directory);

    private static string Resolve(string path, string? directory)
    {
        if (path is [] or ['/', ..] || path.Contains('\0'))
        {
            return path;
        }

        try
        {
            return Path.GetFullPath(path, directory ?? Environment.CurrentDirectory);
        }
        catch (IOException)
        {
            throw new DaemonException(
                $"cannot tell what '{OneLine.From(path)}' is relative to: the current directory is gone; change to another",
                DaemonExitCode.Usage);
        }
    }
}
