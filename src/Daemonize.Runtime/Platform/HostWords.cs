namespace Daemonize.Platform;

/// <summary>The words of the host between the executable and the arguments of Main: <c>app.dll</c> of <c>dotnet app.dll</c>.</summary>
internal static class HostWords
{
    /// <summary>The command of <c>dotnet exec app.dll</c>.</summary>
    private const string Command = "exec";

    /// <summary>Gets the words of this process, with absolute paths as far as they are relative to the current directory.</summary>
    public static string[] Absolute
    {
        get
        {
            var words = ThisProcess.HostArguments;
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = IsRelativeFile(words[i], i) ? ProgramPath.Absolute(words[i]) : words[i];
            }

            return words;
        }
    }

    /// <summary>Whether a word is a file that is relative to the current directory.</summary>
    /// <param name="word">One word of the command line.</param>
    /// <param name="index">Its index after the executable, from 0: the first one may be a command of the host.</param>
    public static bool IsRelativeFile(string word, int index) =>
        word is not ['/' or '-', ..] && !(index == 0 && word == Command) && File.Exists(word);
}
