using Daemonize.CompilerServices;

namespace Daemonize.Tools;

/// <summary>
/// The arguments of a tool, in the format of Microsoft.Extensions.Configuration.CommandLine: settings of the host, with names in any case.
/// </summary>
internal sealed class ToolArguments
{
    /// <summary>
    /// The setting that names the daemon whose host is needed. <see cref="DaemonVariable"/> is the variable for tools that cannot pass
    /// arguments.
    /// </summary>
    public const string DaemonSetting = "daemon";

    public const string DaemonVariable = "DAEMONIZE_DAEMON";

    private readonly Dictionary<string, string> _settings = new(StringComparer.OrdinalIgnoreCase);

    public ToolArguments(string[] args)
    {
        Texts = args;
        for (var i = 0; i < args.Length; i++)
        {
            var hasPrefix = TryStrip(args[i], out var word);
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var end)
            {
                _settings[word[..end]] = word[(end + 1)..];
            }
            else if (hasPrefix && word.Length > 0 && i + 1 < args.Length)
            {
                _settings[word] = args[++i];
            }
        }
    }

    /// <summary>The unmodified arguments.</summary>
    public string[] Texts { get; }

    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>The daemon whose host is needed; null if the tool does not name one.</summary>
    public string? Daemon =>
        _settings.TryGetValue(DaemonSetting, out var name) && name.Length > 0 ? name
        : Environment.GetEnvironmentVariable(DaemonVariable) is { Length: > 0 } variable ? variable
        : null;

    /// <summary>Gets the options of a daemon's method: from the arguments, else from the environment, as on the command line.</summary>
    public SuppliedOptions OptionsOf(DaemonDefinition definition)
    {
        var given = new SuppliedOptions();
        foreach (var option in definition.Options)
        {
            if (_settings.TryGetValue(option.Name, out var text))
            {
                given.AddArgument(option.Name, option.IsPath ? OptionPath.Resolve(text, option.Form) : text);
            }
        }

        given.ResolveVariables(definition.Options);
        return given;
    }

    /// <summary>Removes the prefix of an argument. Returns whether there was one: the value may then be the next argument.</summary>
    private static bool TryStrip(string arg, out string word)
    {
        var prefix = arg.StartsWith("--", StringComparison.Ordinal) ? 2
            : arg is ['/', ..] ? 1 : 0;
        word = arg[prefix..];
        return prefix > 0;
    }
}
