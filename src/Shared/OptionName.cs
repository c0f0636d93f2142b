using System.Text;

namespace Daemonize;

/// <summary>
/// Builds the names of environment variables from the names of options. The generator and the runtime share this file, so the help names
/// the variables that are read.
/// </summary>
internal static class OptionName
{
    /// <summary>
    /// The prefix of every variable of a setting. Other software sets variables with the program's own prefix: Kubernetes sets
    /// <c>PROBE_PORT</c> for a Service "probe", an image <c>APP_USER</c>. No other software uses this prefix.
    /// </summary>
    private const string Settings = "DAEMONIZE_";

    /// <summary>
    /// Gets the environment variable of an option of the method: <c>api-key</c> of <c>newsapp</c> is <c>NEWSAPP_API_KEY</c>.
    /// </summary>
    public static string ToVariable(string program, string option)
    {
        var variable = new StringBuilder(program.Length + 1 + option.Length);
        Append(variable, program);
        variable.Append('_');
        Append(variable, option);

        // No shell can set a variable that begins with a digit. The prefix of the settings is reserved, even if the program is called
        // "daemonize".
        var name = variable.ToString();
        return name[0] is >= '0' and <= '9' || name.StartsWith(Settings, StringComparison.Ordinal) ? "_" + name : name;
    }

    /// <summary>
    /// Gets the environment variable of a setting: <c>DAEMONIZE_NEWSAPP_INTERVAL</c>. It names the program, because the daemon's child
    /// processes inherit it. Two daemons cannot share a file, so if a program has several, the variables of the files name the daemon too:
    /// <c>DAEMONIZE_NEWSAPP_FETCH_PID_FILE</c>. The store of a cluster has the name of an option, <c>NEWSAPP_CLUSTER</c>; no option of a
    /// program with such a daemon can have that name.
    /// </summary>
    public static string ToVariable(string program, string daemon, Setting setting, bool isOnlyDaemon)
    {
        // The address of a server, like those that the method itself takes: what a deployment sets, and often a secret.
        if (setting == Setting.Cluster)
        {
            return ToVariable(program, setting.Name);
        }

        var variable = new StringBuilder(ToSettingsPrefix(program));
        if (setting.IsPlace && !isOnlyDaemon)
        {
            Append(variable, daemon);
            variable.Append('_');
        }

        Append(variable, setting.Name);
        return variable.ToString();
    }

    /// <summary>Gets the prefix of the variables of a program's settings: <c>DAEMONIZE_NEWSAPP_</c>.</summary>
    public static string ToSettingsPrefix(string program)
    {
        var prefix = new StringBuilder(Settings, Settings.Length + program.Length + 1);
        Append(prefix, program);
        return prefix.Append('_').ToString();
    }

    /// <summary>Converts a name to the form in a variable: <c>max-runs</c> is <c>MAX_RUNS</c>.</summary>
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
