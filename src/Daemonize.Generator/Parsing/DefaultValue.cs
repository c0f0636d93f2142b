using System.Globalization;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Parsing;

/// <summary>The value of an option that is not given.</summary>
/// <param name="Code">The value as C#; null if the option is required.</param>
/// <param name="Text">The value as the command line takes it; null if there is nothing to show or no text that the option accepts.</param>
internal readonly record struct DefaultValue(string? Code, string? Text)
{
    public static DefaultValue Of(IParameterSymbol parameter, ITypeSymbol valueType, OptionForm form, OptionValueModel value)
    {
        if (parameter.IsParams)
        {
            return new("[]", null);
        }

        if (!parameter.HasExplicitDefaultValue)
        {
            // A flag that is not given is false.
            return form == OptionForm.Flag && valueType.Equals(parameter.Type, SymbolEqualityComparer.Default)
                ? new("false", null)
                : default;
        }

        return parameter.ExplicitDefaultValue switch
        {
            null when parameter.Type.IsReferenceType =>
                new(parameter.NullableAnnotation == NullableAnnotation.Annotated ? "null" : "null!", null),
            null when parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => new("null", null),
            null => new($"default({parameter.Type.ToFullName()})", null),
            var constant when value.Enum is { } model => OfEnum(model, constant),
            true => new("true", "true"),
            false => new("false", null),
            float.NaN => new("float.NaN", null),
            double.NaN => new("double.NaN", null),
            float.PositiveInfinity => new("float.PositiveInfinity", null),
            float.NegativeInfinity => new("float.NegativeInfinity", null),
            double.PositiveInfinity => new("double.PositiveInfinity", null),
            double.NegativeInfinity => new("double.NegativeInfinity", null),
            string text => new(CSharpText.Literal(text), Show(text)),
            char character => new(CSharpText.Literal(character), Show(character.ToString())),
            var constant => new(Number(constant), Convert.ToString(constant, CultureInfo.InvariantCulture)),
        };
    }

    // Text that would break a line or move the cursor is shown as a C# literal.
    private static string? Show(string text) => text.Length == 0 ? null
        : text.Any(char.IsControl) ? CSharpText.Literal(text) : text;

    private static DefaultValue OfEnum(EnumModel model, object constant)
    {
        var code = string.Format(CultureInfo.InvariantCulture, "({0})({1})", model.Type, constant);
        if (model is { IsFlags: true, HasZero: false } && OptionValueParser.Bits(constant) == 0)
        {
            // The empty set has no name; the number 0 stands for it.
            return new(code, "0");
        }

        if (model.IsFlags && model.Split(OptionValueParser.Bits(constant)) is { Members.Length: > 0, Left: 0 } set)
        {
            return new(code, string.Join(",", set.Members.Select(static member => member.Text)));
        }

        return new(code, model.Members.FirstOrDefault(member => member.Value == code)?.Text);
    }

    // A suffix, or a cast where C# has no suffix, gives the constant the parameter's type.
    private static string Number(object constant) => constant switch
    {
        sbyte or byte or short or ushort => string.Format(CultureInfo.InvariantCulture, "({0})({1})", Keyword(constant), constant),
        _ => SymbolDisplay.FormatPrimitive(constant, quoteStrings: true, useHexadecimalNumbers: false) + Suffix(constant),
    };

    private static string Keyword(object constant) => constant switch
    {
        sbyte => "sbyte",
        byte => "byte",
        short => "short",
        _ => "ushort",
    };

    private static string Suffix(object constant) => constant switch
    {
        uint => "U",
        long => "L",
        ulong => "UL",
        float => "F",
        double => "D",
        decimal => "M",
        _ => "",
    };
}
