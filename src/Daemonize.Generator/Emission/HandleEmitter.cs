using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Emission;

/// <summary>Writes <c>Daemons</c>: the methods that run the daemons, and the handles.</summary>
internal static class HandleEmitter
{
    public const string HintName = "Daemonize.Handles.g.cs";

    private const string Class = "Daemons";

    public const string NotGenerated = "The daemons could not be generated: see the errors of the build.";

    public static void Emit(SourceProductionContext context, ProgramModel program)
    {
        if (program.Set.IsEmpty)
        {
            return;
        }

        if (program.Assembly.IsLanguageOld)
        {
            context.AddSource(HintName, OldLanguageEmitter.Write(program));
            return;
        }

        var writer = new SourceWriter();
        writer.WriteHeader("Daemonize", program.Silenced, Aliases(program));
        writer.WriteLine("/// <summary>The daemons of this program: runs them from <c>Main</c>, and controls them from C#.</summary>");
        writer.WriteLine(CSharpText.GeneratedCode);
        using (writer.Block("internal static class Daemons"))
        {
            if (program.IsValid)
            {
                WriteMembers(writer, program);
            }
            else
            {
                WriteStubs(writer, program);
            }
        }

        context.AddSource(HintName, writer.ToSourceText());
    }

    private static void WriteMembers(SourceWriter writer, ProgramModel program)
    {
        WriteRunComment(writer);
        writer.WriteLine($"public static int Run(string[] args) => {CSharpText.EntryPoint}.Run({CSharpText.Definitions}.Program, args);");
        writer.WriteLine();
        WriteTryRunComment(writer);
        writer.WriteLine("public static bool TryRun(string[] args, out int exitCode) =>");
        using (writer.Indent())
        {
            writer.WriteLine($"{CSharpText.EntryPoint}.TryRun({CSharpText.Definitions}.Program, args, out exitCode);");
        }

        foreach (var daemon in program.Set.Daemons)
        {
            writer.WriteLine();
            writer.WriteLine(
                $"/// <summary>Controls <c>{daemon.Name}</c>: {CSharpText.SeeMethod(daemon.Method)}, {daemon.Schedule}.</summary>");
            var options = OptionsEmitter.TypeOf(daemon.Name, ParameterModels.OptionsOf(daemon.Method.Parameters));
            writer.WriteLine($"public static {CSharpText.DaemonHandle}<{options}> {DaemonName.ToHandle(daemon.Name)} =>");
            using (writer.Indent())
            {
                writer.WriteLine(
                    $"{CSharpText.EntryPoint}.GetHandle<{options}>(" +
                    $"{CSharpText.Definitions}.Program, {CSharpText.Definitions}.{DefinitionEmitter.FieldName(daemon.Name)});");
            }
        }
    }

    // The members are written although nothing can run: without them, the user would see further errors next to the one that matters.
    private static void WriteStubs(SourceWriter writer, ProgramModel program)
    {
        WriteRunComment(writer);
        writer.WriteLine($$"""
            public static int Run(string[] args)
            {
                // The errors of the build say why. A build that hides them must not make a program that passes in silence.
                return {{CSharpText.EntryPoint}}.RefuseToRun({{CSharpText.Literal(program.Name)}});
            }
            """);
        writer.WriteLine();
        WriteTryRunComment(writer);
        writer.WriteLine("""
            public static bool TryRun(string[] args, out int exitCode)
            {
                exitCode = Run(args);
                return true;
            }
            """);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in program.Set.Handles)
        {
            var name = DaemonName.ToHandle(handle.Name);
            if (names.Add(name))
            {
                writer.WriteLine();
                writer.WriteLine(
                    $"/// <summary>Would control <c>{handle.Name}</c>, if the daemons of this program had no mistake.</summary>");
                writer.WriteLine(
                    $"public static {CSharpText.DaemonHandle}<{OptionsEmitter.TypeOf(handle.Name, handle.Options)}> {name} =>");
                using (writer.Indent())
                {
                    writer.WriteLine($"throw new global::System.InvalidOperationException({CSharpText.Literal(NotGenerated)});");
                }
            }
        }
    }

    // A referenced program may expose types of the same names. A global alias selects the types of this program; without it, the compiler
    // would warn about every use (CS0436).
    private static IEnumerable<string> Aliases(ProgramModel program)
    {
        if (program.Assembly.Others is not { } others)
        {
            return [];
        }

        string[] options =
            [.. program.Set.Handles.Where(static handle => handle.Options.Count > 0)
                .Select(static handle => DaemonName.ToOptionsClass(handle.Name))];
        return others.Names.Where(name => name == Class || options.Contains(name)).Select(name =>
            $"global using {name} = global::{(name == Class ? WellKnownNames.Daemons : $"{WellKnownNames.GeneratedNamespace}.{name}")};");
    }

    private static void WriteRunComment(SourceWriter writer) => writer.WriteLine("""
        /// <summary>Runs the verb that the arguments name: <c>start</c>, <c>stop</c>, <c>status</c> and so on.</summary>
        /// <param name="args">The arguments of <c>Main</c>.</param>
        /// <returns>The exit code of the program.</returns>
        """);

    private static void WriteTryRunComment(SourceWriter writer) => writer.WriteLine("""
        /// <summary>
        /// The same for a program with its own command line: <c>if (Daemons.TryRun(args, out var exitCode)) return exitCode;</c>
        /// </summary>
        /// <param name="args">The arguments of <c>Main</c>.</param>
        /// <param name="exitCode">The exit code of the program, if there was a verb to run.</param>
        /// <returns>Whether the first argument is one of the verbs.</returns>
        """);
}
