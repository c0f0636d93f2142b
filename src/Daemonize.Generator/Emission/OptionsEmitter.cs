using System.Globalization;
using System.Security;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Emission;

/// <summary>Writes a class for each daemon that has options, with a property for each.</summary>
internal static class OptionsEmitter
{
    public const string HintName = "Daemonize.Options.g.cs";

    public static void Emit(SourceProductionContext context, ProgramModel program)
    {
        if (program.Assembly.IsLanguageOld)
        {
            return;
        }

        var writer = new SourceWriter();
        writer.WriteHeader(WellKnownNames.GeneratedNamespace, program.Silenced);
        var classes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in program.Set.Handles)
        {
            // Two daemons with the same handle are a mistake: the first one gets the class.
            if (handle.Options.Count > 0 && classes.Add(DaemonName.ToOptionsClass(handle.Name)))
            {
                WriteClass(writer, handle, program, isFirst: classes.Count == 1);
            }
        }

        if (classes.Count > 0)
        {
            context.AddSource(HintName, writer.ToSourceText());
        }
    }

    /// <summary>Returns the class for a daemon's options, as C#.</summary>
    public static string TypeOf(string daemon, EquatableArray<OptionModel> options) =>
        options.Count == 0 ? CSharpText.DaemonOptions : $"global::{WellKnownNames.GeneratedNamespace}.{DaemonName.ToOptionsClass(daemon)}";

    private static void WriteClass(SourceWriter writer, HandleModel handle, ProgramModel program, bool isFirst)
    {
        if (!isFirst)
        {
            writer.WriteLine();
        }

        // A program with a mistake has no code that reads the options.
        var interfaces = program.IsValid ? $", {CSharpText.OptionSource}" : "";
        writer.WriteLine(
            $"/// <summary>What <c>{handle.Name}</c> is started with from C#. What is not set comes from the environment, else from the " +
            "method.</summary>");
        writer.WriteLine(CSharpText.GeneratedCode);
        using (writer.Block($"internal sealed class {DaemonName.ToOptionsClass(handle.Name)} : {CSharpText.DaemonOptions}{interfaces}"))
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var option in handle.Options)
            {
                if (names.Add(option.Property))
                {
                    WriteProperty(writer, option, OptionName.ToVariable(program.Name, option.Name), isFirst: names.Count == 1);
                }
            }

            if (program.IsValid)
            {
                writer.WriteLine();
                WriteWriter(writer, handle);
            }
        }
    }

    private static void WriteProperty(SourceWriter writer, OptionModel option, string variable, bool isFirst)
    {
        if (!isFirst)
        {
            writer.WriteLine();
        }

        var help = option.Help.Length == 0 ? $"<c>--{option.Name}</c>." : Escape(option.Help);
        var fallback =
            option.Default is null ? ""
                : option.DefaultText is { } text ? $" By default <c>{variable}</c>, else {Escape(text)}."
                : $" By default <c>{variable}</c>.";
        writer.WriteLine($"/// <summary>{help}{fallback}</summary>");
        var type =
            option.Form == OptionForm.List ? $"global::System.Collections.Generic.IEnumerable<{option.Value.Type}>" : option.Value.Type;
        writer.WriteLine(option.Default is null
            ? $"public required {type} {option.Property} {{ get; init; }}"
            : $"public {type}? {option.Property} {{ get; init; }}");
    }

    private static void WriteWriter(SourceWriter writer, HandleModel handle)
    {
        using (writer.Block($"void {CSharpText.OptionSource}.WriteTo({CSharpText.OptionWriter} writer)"))
        {
            var index = 0;
            foreach (var option in handle.Options)
            {
                var method = option.Form == OptionForm.List ? "AddList" : "Add";
                var place = index++.ToString(CultureInfo.InvariantCulture);
                writer.WriteLine(
                    $"writer.{method}<{option.Value.Type}>({place}, {option.Property}, {option.Value.Parser}, {option.Value.Formatter});");
            }
        }
    }

    private static string Escape(string text) => SecurityElement.Escape(text) ?? "";
}
