using Daemonize.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>What the options of one method are called, so that no two have one name, and none a name that means something else.</summary>
/// <param name="method">The method.</param>
/// <param name="optionsClass">The class of the handle's options.</param>
internal sealed class OptionClaims(DaemonMethodSymbol method, string optionsClass)
{
    private readonly Dictionary<string, string> _owners = CreateReserved(method);

    public string OptionsClass => optionsClass;

    /// <summary>Claims all names of an option. Reports the first that is taken.</summary>
    public void Claim(IParameterSymbol parameter, string name, string property, char alias, bool isFlag)
    {
        _ = TryClaim(parameter, "--" + name)
            && (!isFlag || TryClaim(parameter, "--no-" + name))
            && (alias == '\0' || TryClaim(parameter, "-" + alias))
            && TryClaim(parameter, property);
    }

    private bool TryClaim(IParameterSymbol parameter, string name)
    {
        if (_owners.TryGetValue(name, out var owner))
        {
            method.Report(DiagnosticDescriptors.OptionNamesMustDiffer, method.ParameterName(parameter.Ordinal), parameter.Name, name, owner);
            return false;
        }

        _owners.Add(name, $"parameter '{parameter.Name}'");
        return true;
    }

    // What is no setting of this daemon is free for its options.
    private static Dictionary<string, string> CreateReserved(DaemonMethodSymbol method)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--help"] = "the help",
            ["-h"] = "the help",
            ["--version"] = "the version",
        };
        foreach (var setting in SettingOption.All)
        {
            if (!setting.IsFor(method.Schedule, method.IsSet("OnResult")))
            {
                continue;
            }

            owners["--" + setting.Name] = $"setting '{setting.Property}'";
            if (setting.IsFlag)
            {
                owners["--no-" + setting.Name] = $"setting '{setting.Property}'";
            }
        }

        return owners;
    }
}
