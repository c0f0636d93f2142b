using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the methods that read, write and combine sets of names of an enumeration with <c>[Flags]</c>: <c>mon,wed</c>.</summary>
internal static class EnumSetEmitter
{
    /// <param name="writer">Receives the generated code.</param>
    /// <param name="model">The enumeration with <c>[Flags]</c>.</param>
    /// <param name="name">The name of the enumeration as part of a method name.</param>
    public static void Write(SourceWriter writer, EnumModel model, string name)
    {
        WriteParser(writer, model, name);
        writer.WriteLine();
        WriteFormatter(writer, model, name);
        writer.WriteLine();
        WriteJoiner(writer, model, name);
        writer.WriteLine();
    }

    // A space after the comma is optional: .NET writes one.
    private static void WriteParser(SourceWriter writer, EnumModel model, string name)
    {
        using (writer.Block($"public static bool Try{name}(string text, out {model.Type} value)"))
        {
            writer.WriteLine("value = default;");
            if (!model.HasZero)
            {
                writer.WriteLine("// The empty set has no name.");
                WriteIf(writer, "text == \"0\"", "return true;");
            }

            using (writer.Block("foreach (var part in text.Split(','))"))
            {
                WriteIf(writer, $"!TryOne{name}(part.Trim(), out var one)", "return false;");
                writer.WriteLine("value |= one;");
            }

            writer.WriteLine();
            writer.WriteLine("return true;");
        }
    }

    // The greatest member comes first, then members that add bits. A value with bits that no member covers becomes a number, which no
    // parser reads.
    private static void WriteFormatter(SourceWriter writer, EnumModel model, string name)
    {
        using (writer.Block($"private static string FormatSet{name}({model.Type} value)"))
        {
            writer.WriteLine("var (rest, text) = (value, \"\");");
            foreach (var member in model.Parts)
            {
                var (alone, before) = (CSharpText.Literal(member.Name), CSharpText.Literal(member.Name + ","));
                WriteIf(
                    writer,
                    $"(value & {member.Value}) == {member.Value} && (rest & {member.Value}) != default",
                    $"(rest, text) = (rest & ~{member.Value}, text.Length == 0 ? {alone} : {before} + text);");
            }

            writer.WriteLine("return rest == default && text.Length > 0 ? text : value.ToString(\"D\");");
        }
    }

    private static void WriteJoiner(SourceWriter writer, EnumModel model, string name)
    {
        using (writer.Block($"public static {model.Type}? Join{name}({model.Type}[]? values)"))
        {
            WriteIf(writer, "values is null", "return null;");
            writer.WriteLine($"{model.Type} all = default;");
            using (writer.Block("foreach (var value in values)"))
            {
                writer.WriteLine("all |= value;");
            }

            writer.WriteLine();
            writer.WriteLine("return all;");
        }
    }

    private static void WriteIf(SourceWriter writer, string condition, string statement)
    {
        using (writer.Block($"if ({condition})"))
        {
            writer.WriteLine(statement);
        }

        writer.WriteLine();
    }
}
