using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>The names of one method's options. Each name is unique and has no other meaning.</summary>
/// <param name="method">The method that has the options.</param>
/// <param name="optionsClass">The name of the class for the options; empty if the daemon has no valid name.</param>
internal sealed class OptionClaims(DaemonMethodSymbol method, string optionsClass)
{
    private readonly Dictionary<string, string> _owners = CreateReserved(method);

    public string OptionsClass => optionsClass;

    /// <summary>Claims all names of an option. Reports the first name that is taken.</summary>
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
            method.Report(
                DiagnosticDescriptors.OptionNamesMustDiffer, method.ParameterName(parameter.Ordinal), parameter.Name, name, owner);
            return false;
        }

        _owners.Add(name, $"parameter '{parameter.Name}'");
        return true;
    }

    // A setting that does not apply to this daemon does not reserve its name.
    private static Dictionary<string, string> CreateReserved(DaemonMethodSymbol method)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--help"] = "the help",
            ["-h"] = "the help",
            ["--version"] = "the version",
        };
        foreach (var setting in Setting.All)
        {
            if (!setting.IsFor(method.Schedule, method.IsSet("OnResult"), method.IsCluster))
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
