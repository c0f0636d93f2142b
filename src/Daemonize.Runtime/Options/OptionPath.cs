using Daemonize.Generated;

namespace Daemonize.Options;

/// <summary>Paths in options, which are relative to the caller's directory until the daemon leaves it.</summary>
internal static class OptionPath
{
    /// <summary>The same with every path in it absolute.</summary>
    /// <param name="text">What an option is set to.</param>
    /// <param name="form">Whether it is a list.</param>
    /// <param name="directory">The caller's directory, when it is not this process's own.</param>
    public static string Resolve(string text, OptionForm form, string? directory = null) =>
        form == OptionForm.List ? OptionList.Join(OptionList.Split(text).ConvertAll(path => Resolve(path, directory))) : Resolve(text, directory);

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
            throw new DaemonException($"cannot tell what '{OneLine.From(path)}' is relative to: the current directory is gone; change to another", DaemonExitCode.Usage);
        }
    }
}
