using System.Globalization;
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

    public static string Literal(char value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Returns a duration in its largest whole unit, such as <c>TimeSpan.FromMinutes(90)</c>.</summary>
    public static string Duration(TimeSpan value)
    {
        var (unit, ticks) = value.Ticks switch
        {
            var all when all % TimeSpan.TicksPerDay == 0 && all > 0 => ("Days", TimeSpan.TicksPerDay),
            var all when all % TimeSpan.TicksPerHour == 0 && all > 0 => ("Hours", TimeSpan.TicksPerHour),
            var all when all % TimeSpan.TicksPerMinute == 0 && all > 0 => ("Minutes", TimeSpan.TicksPerMinute),
            var all when all % TimeSpan.TicksPerSecond == 0 => ("Seconds", TimeSpan.TicksPerSecond),
            var all when all % TimeSpan.TicksPerMillisecond == 0 => ("Milliseconds", TimeSpan.TicksPerMillisecond),
            _ => ("Ticks", 1),
        };
        return $"global::System.TimeSpan.From{unit}({(value.Ticks / ticks).ToString(CultureInfo.InvariantCulture)})";
    }

    /// <summary>
    /// Returns a file mode in binary, with one group of bits per octal digit, because C# has no octal literals: 022 is
    /// <c>0b000_010_010</c>.
    /// </summary>
    public static string Mode(int mode) => $"0b{Bits(mode >> 6)}_{Bits((mode >> 3) & 7)}_{Bits(mode & 7)}";

    /// <summary>Returns a file mode in octal.</summary>
    public static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(3, '0');

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

    private static string Bits(int digit) => Convert.ToString(digit, 2).PadLeft(3, '0');
}
