using System.Text;

namespace Daemonize.Generator.Parsing;

/// <summary>The forms of a parameter's name: <c>apiKey</c> in C#, <c>--api-key</c> on the command line, <c>ApiKey</c> of a handle's options.</summary>
internal static class OptionNames
{
    /// <summary>The option's name, or null when the parameter's has no letter to make one of.</summary>
    public static string? FromParameter(string parameter)
    {
        var name = KebabCase.From(parameter).Replace('_', '-').Trim('-');
        return name.Length > 0 && char.IsLetter(name[0]) ? name : null;
    }

    /// <summary>The property's name. What every object has, a setting, and the class itself, cannot be one.</summary>
    public static string ToProperty(string name, string optionsClass)
    {
        var property = new StringBuilder();
        foreach (var word in name.Split(['-'], StringSplitOptions.RemoveEmptyEntries))
        {
            property.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return property.ToString() is var result && (DaemonName.IsInherited(result) || result == optionsClass || IsSetting(result)) ? result + "Option" : result;
    }

    private static bool IsSetting(string property) => Array.Exists(SettingOption.All, setting => setting.Property == property);
}
