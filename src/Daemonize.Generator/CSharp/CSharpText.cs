using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.CSharp;

/// <summary>Formats values and names as C#.</summary>
internal static class CSharpText
{
    public const string Daemons = "global::Daemonize.Daemons";
    public const string DaemonHandle = "global::Daemonize.DaemonHandle";
    public const string DaemonOptions = "global::Daemonize.DaemonOptions";
    public const string DaemonDefinition = "global::Daemonize.CompilerServices.DaemonDefinition";
    public const string OptionDefinition = "global::Daemonize.CompilerServices.OptionDefinition";
    public const string OptionForm = "global::Daemonize.CompilerServices.OptionForm";
    public const string OptionSource = "global::Daemonize.CompilerServices.IOptionSource";
    public const string OptionWriter = "global::Daemonize.CompilerServices.OptionWriter";
    public const string ResultHandler = "global::Daemonize.CompilerServices.ResultHandler";
    public const string EntryPoint = "global::Daemonize.CompilerServices.DaemonEntryPoint";
    public const string ClusterSupport = "global::Daemonize.CompilerServices.ClusterEntry.Support";
    public const string DaemonProgram = "global::Daemonize.CompilerServices.DaemonProgram";
    public const string Completion = "global::Daemonize.CompilerServices.Completion";
    public const string Definitions = "global::Daemonize.CompilerServices.Definitions";

    /// <summary>The attribute that marks a type as generated, for tools that measure or analyze code.</summary>
    public static readonly string GeneratedCode =
        "[global::System.CodeDom.Compiler.GeneratedCode(\"Daemonize.Generator\", " +
            $"\"{typeof(CSharpText).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>
    /// Returns a name as an identifier. SymbolDisplay does not escape contextual keywords, but "await" is a keyword in an async lambda.
    /// </summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : $"@{name}";

    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>
    /// Returns a raw literal, whose lines can be read and indented; an ordinary one for a text with a character that would need an escape.
    /// </summary>
    public static string RawLiteral(string value)
    {
        if (value.Any(static character => character != '\n' && SymbolDisplay.FormatLiteral(character, quote: false).Length > 1))
        {
            return Literal(value);
        }

        var quotes = "\"\"\"";
        while (value.Contains(quotes))
        {
            quotes += '"';
        }

        return $"{quotes}\n{value}\n{quotes}";
    }

    public static string Literal(char value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>
    /// Returns a reference for a documentation comment, exact among overloads. If a type cannot be written in a reference, as with a tuple,
    /// returns only the name.
    /// </summary>
    public static string SeeMethod(MethodModel method)
    {
        var types = method.Parameters.Select(static parameter => parameter.Type.Replace('<', '{').Replace('>', '}'));
        var parameters = string.Join(", ", types);
        return parameters.Contains('(')
            ? $"<c>{method.FullName.Substring("global::".Length)}</c>"
            : $"<see cref=\"{method.FullName}({parameters})\"/>";
    }
}
