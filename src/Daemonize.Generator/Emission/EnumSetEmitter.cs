using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>Writes how sets of names of an enumeration with <c>[Flags]</c> are read, written and joined: <c>mon,wed</c>.</summary>
internal static class EnumSetEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="model">The enumeration.</param>
    /// <param name="name">Its name, as it stands in those of methods.</param>
    public static void Write(SourceWriter writer, EnumModel model, string name)
    {
        WriteParser(writer, model, name);
        writer.WriteLine();
        WriteFormatter(writer, model, name);
        writer.WriteLine();
        WriteJoiner(writer, model, name);
        writer.WriteLine();
    }

    // With or without a space after the comma, as .NET's own formatting has one.
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

    // The greatest first, and then what has something to add. What has no name keeps its number, which nothing reads.
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
