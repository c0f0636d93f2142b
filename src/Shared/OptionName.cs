using System.Text;

namespace Daemonize;

/// <summary>The forms of an option's name. The generator and the runtime share this file, so that the help tells what is read.</summary>
internal static class OptionName
{
    /// <summary>The environment variable of an option: <c>api-key</c> of <c>newsapp</c> is <c>NEWSAPP_API_KEY</c>.</summary>
    public static string ToVariable(string program, string option)
    {
        var variable = new StringBuilder(program.Length + 1 + option.Length);
        Append(variable, program);
        variable.Append('_');
        Append(variable, option);

        // No shell can set a variable that begins with a digit.
        return variable[0] is >= '0' and <= '9' ? "_" + variable : variable.ToString();
    }

    /// <summary>
    /// The variable of a setting. Two daemons cannot share a pid file or a log, so that, where a program has several, these variables name the daemon too:
    /// <c>NEWSAPP_FETCH_PID_FILE</c>.
    /// </summary>
    public static string ToVariable(string program, string daemon, string setting, bool isOnlyDaemon) =>
        ToVariable(program, isOnlyDaemon || setting is not ("pid-file" or "log-file") ? setting : $"{daemon}-{setting}");

    private static void Append(StringBuilder variable, string name)
    {
        foreach (var character in name)
        {
            variable.Append(character switch
            {
                >= 'a' and <= 'z' => (char)(character - 'a' + 'A'),
                (>= 'A' and <= 'Z') or (>= '0' and <= '9') => character,
                _ => '_',
            });
        }
    }
}
