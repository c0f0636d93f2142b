using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the entry points of the program: the module initializer for the stages, and <c>Main</c> if there is none.</summary>
internal static class EntryPointEmitter
{
    public const string HintName = "Daemonize.Program.g.cs";

    public static void Emit(SourceProductionContext context, ProgramModel program)
    {
        // A program with a mistake has no stages. It still gets Main, because the compiler would report a second error without it.
        var hasStages = program.Assembly.IsExecutable && program.IsValid;
        if (program is { Set.IsEmpty: true } or { Assembly.IsLanguageOld: true } || !(hasStages || program.NeedsMain))
        {
            return;
        }

        var writer = new SourceWriter();
        writer.WriteHeader(WellKnownNames.GeneratedNamespace, program.Silenced);
        writer.WriteLine(CSharpText.GeneratedCode);
        using (writer.Block("file static class Program"))
        {
            if (hasStages)
            {
                WriteModuleInitializer(writer);
            }

            if (hasStages && program.NeedsMain)
            {
                writer.WriteLine();
            }

            if (program.NeedsMain)
            {
                writer.WriteLine($"private static int Main(string[] args) => {CSharpText.Daemons}.Run(args);");
            }
        }

        context.AddSource(HintName, writer.ToSourceText());
    }

    private static void WriteModuleInitializer(SourceWriter writer)
    {
        writer.WriteLine(
            "// The later stages of a start are this same program: each has work to do before any other code, and the session stage ends " +
            "here.");
        writer.WriteLine("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        using (writer.Block("internal static void EnterStage()"))
        using (writer.Block($"if ({CSharpText.EntryPoint}.IsStage)"))
        {
            writer.WriteLine($"{CSharpText.EntryPoint}.EnterStage({CSharpText.Definitions}.Program);");
        }
    }
}
