using System.Text;

namespace Daemonize;

/// <summary>The forms of an option's name. The generator and the runtime share this file, so that the help names the variables that are read.</summary>
internal static class OptionName
{
    /// <summary>
    /// The beginning of every variable of a setting. Other software sets variables in a program's own prefix: Kubernetes <c>PROBE_PORT</c> for a Service
    /// "probe", an image <c>APP_USER</c>. Nobody else uses this one.
    /// </summary>
    private const string Settings = "DAEMONIZE_";

    /// <summary>The environment variable of an option of the method: <c>api-key</c> of <c>newsapp</c> is <c>NEWSAPP_API_KEY</c>.</summary>
    public static string ToVariable(string program, string option)
    {
        var variable = new StringBuilder(program.Length + 1 + option.Length);
        Append(variable, program);
        variable.Append('_');
        Append(variable, option);

        // No shell can set a variable that begins with a digit. The settings keep their prefix to themselves, also if the program is called "daemonize".
        var name = variable.ToString();
        return name[0] is >= '0' and <= '9' || name.StartsWith(Settings, StringComparison.Ordinal) ? "_" + name : name;
    }

    /// <summary>
    /// The environment variable of a setting: <c>DAEMONIZE_NEWSAPP_INTERVAL</c>. It names the program, because the daemon's children inherit it. Two daemons
    /// cannot share a file, so if a program has several, the variables of the files name the daemon too: <c>DAEMONIZE_NEWSAPP_FETCH_PID_FILE</c>.
    /// </summary>
    public static string ToVariable(string program, string daemon, SettingOption setting, bool isOnlyDaemon)
    {
        var variable = new StringBuilder(ToSettingsPrefix(program));
        if (setting.IsPlace && !isOnlyDaemon)
        {
            Append(variable, daemon);
            variable.Append('_');
        }

        Append(variable, setting.Name);
        return variable.ToString();
    }

    /// <summary>What the variables of a program's settings begin with: <c>DAEMONIZE_NEWSAPP_</c>.</summary>
    public static string ToSettingsPrefix(string program)
    {
        var prefix = new StringBuilder(Settings, Settings.Length + program.Length + 1);
        Append(prefix, program);
        return prefix.Append('_').ToString();
    }

    /// <summary>The words of a name as a variable has them: <c>max-runs</c> is <c>MAX_RUNS</c>.</summary>
    public static string ToUpper(string name)
    {
        var upper = new StringBuilder(name.Length);
        Append(upper, name);
        return upper.ToString();
    }

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
