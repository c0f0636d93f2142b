using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the methods that read and write the names of an enumeration without reflection.</summary>
internal static class EnumEmitter
{
    /// <summary>Writes the class for all enumerations of the program, or nothing if there are none.</summary>
    public static void Write(SourceWriter writer, ProgramModel program)
    {
        var models = new SortedDictionary<string, EnumModel>(StringComparer.Ordinal);
        foreach (var option in program.Set.Daemons.SelectMany(static daemon => daemon.Method.Options))
        {
            if (option.Value.Enum is { } model)
            {
                models[model.Type] = model;
            }
        }

        if (models.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine("/// <summary>The names of the enumerations that are options, in any case.</summary>");
        writer.WriteLine(CSharpText.GeneratedCode);
        using (writer.Block($"internal static class {EnumMethods.Class}"))
        {
            var isFirst = true;
            foreach (var model in models.Values)
            {
                if (!isFirst)
                {
                    writer.WriteLine();
                }

                if (model.IsFlags)
                {
                    EnumSetEmitter.Write(writer, model, EnumMethods.Mangle(model.Type));
                }

                WriteParser(writer, model);
                writer.WriteLine();
                WriteFormatter(writer, model);
                isFirst = false;
            }
        }
    }

    private static void WriteParser(SourceWriter writer, EnumModel model)
    {
        // For a set, this method reads one name.
        var (access, prefix) = model.IsFlags ? ("private", "TryOne") : ("public", "Try");
        using (writer.Block($"{access} static bool {prefix}{EnumMethods.Mangle(model.Type)}(string text, out {model.Type} value)"))
        {
            // If members differ only in case, the declared names come first.
            if (model.Members.Select(static member => member.Name.ToLowerInvariant()).Distinct().Count() < model.Members.Count)
            {
                WriteExact(writer, model);
            }

            using (writer.Block("switch (text.ToLowerInvariant())"))
            {
                var texts = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in model.Members)
                {
                    string[] names = [member.Text, member.Name.ToLowerInvariant()];
                    var added = names.Where(texts.Add).ToArray();
                    foreach (var name in added)
                    {
                        writer.WriteLine($"case {CSharpText.Literal(name)}:");
                    }

                    if (added.Length > 0)
                    {
                        WriteFound(writer, member);
                    }
                }
            }

            writer.WriteLine();
            writer.WriteLine("value = default;");
            writer.WriteLine("return false;");
        }
    }

    private static void WriteExact(SourceWriter writer, EnumModel model)
    {
        using (writer.Block("switch (text)"))
        {
            foreach (var member in model.Members)
            {
                writer.WriteLine($"case {CSharpText.Literal(member.Name)}:");
                WriteFound(writer, member);
            }
        }

        writer.WriteLine();
    }

    private static void WriteFound(SourceWriter writer, EnumMemberModel member)
    {
        using (writer.Indent())
        {
            writer.WriteLine($"value = {member.Value};");
            writer.WriteLine("return true;");
        }
    }

    private static void WriteFormatter(SourceWriter writer, EnumModel model)
    {
        using (writer.Block($"public static string Format{EnumMethods.Mangle(model.Type)}({model.Type} value) => value switch", end: "};"))
        {
            var values = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in model.Members)
            {
                if (values.Add(member.Value))
                {
                    writer.WriteLine($"{member.Value} => {CSharpText.Literal(member.Name)},");
                }
            }

            writer.WriteLine(model.IsFlags ? $"_ => FormatSet{EnumMethods.Mangle(model.Type)}(value)," : "_ => value.ToString(),");
        }
    }
}
