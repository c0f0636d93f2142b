using System.Text;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// The forms of a parameter's name: <c>apiKey</c> in C#, <c>--api-key</c> on the command line, <c>ApiKey</c> in a handle's options.
/// </summary>
internal static class OptionNames
{
    /// <summary>Returns the option's name; null if the parameter's name gives none that begins with a letter.</summary>
    public static string? FromParameter(string parameter)
    {
        var name = KebabCase.From(parameter).Replace('_', '-').Trim('-');
        return name.Length > 0 && char.IsLetter(name[0]) ? name : null;
    }

    /// <summary>
    /// Returns the property's name, with the suffix Option if it is a setting, a member of every object, or the name of the class.
    /// </summary>
    public static string ToProperty(string name, string optionsClass)
    {
        var property = new StringBuilder();
        foreach (var word in name.Split(['-'], StringSplitOptions.RemoveEmptyEntries))
        {
            property.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return property.ToString() is var result && (DaemonName.IsInherited(result) || result == optionsClass || IsSetting(result))
            ? result + "Option"
            : result;
    }

    private static bool IsSetting(string property) => Array.Exists(Setting.All, setting => setting.Property == property);
}
