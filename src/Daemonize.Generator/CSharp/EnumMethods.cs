using System.Text;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.CSharp;

/// <summary>The names of the generated methods that read and write an enumeration.</summary>
internal static class EnumMethods
{
    public const string Class = "EnumText";

    /// <summary>Returns the method that reads a value, as C#.</summary>
    public static string Parser(EnumModel model) => $"global::{WellKnownNames.GeneratedNamespace}.{Class}.Try{Mangle(model.Type)}";

    /// <summary>Returns the method that writes a value, as C#.</summary>
    public static string Formatter(EnumModel model) => $"global::{WellKnownNames.GeneratedNamespace}.{Class}.Format{Mangle(model.Type)}";

    /// <summary>Returns the method that combines several values into one, as C#.</summary>
    public static string Joiner(EnumModel model) => $"global::{WellKnownNames.GeneratedNamespace}.{Class}.Join{Mangle(model.Type)}";

    /// <summary>
    /// Returns a type's part of a method's name: <c>global::App.Level</c> becomes <c>App_Level</c>. Any other character that is not a
    /// letter or digit becomes its code. Two types never get the same name, because no part of a name begins with a digit.
    /// </summary>
    public static string Mangle(string type)
    {
        var name = new StringBuilder();
        foreach (var character in type.Substring("global::".Length).Replace("@", ""))
        {
            _ = character == '.' ? name.Append('_')
                : char.IsLetterOrDigit(character) ? name.Append(character)
                : name.Append('_').Append((int)character).Append('_');
        }

        return name.ToString();
    }
}
