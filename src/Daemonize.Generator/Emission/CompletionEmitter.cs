using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the scripts that <c>completion</c> prints.</summary>
internal static class CompletionEmitter
{
    public const string HintName = "Daemonize.Completion.g.cs";

    /// <summary>Returns whether the scripts are generated. A library has no command line to complete.</summary>
    public static bool IsEmitted(ProgramModel program) => program is { Assembly.IsExecutable: true, Set.IsEmpty: false, IsValid: true };

    public static void Emit(SourceProductionContext context, ProgramModel program)
    {
        if (!IsEmitted(program))
        {
            return;
        }

        var facts = new CompletionFacts(program);
        var writer = new SourceWriter();
        writer.WriteHeader(WellKnownNames.GeneratedNamespace, program.Silenced);
        writer.WriteLine("/// <summary>What makes a shell complete the command line of this program.</summary>");
        writer.WriteLine(CSharpText.GeneratedCode);
        using (writer.Block("internal static class Completion"))
        {
            WriteScript(writer);
            writer.WriteLine();
            writer.WriteUtf8("Bash", BashCompletion.Write(facts));
            writer.WriteLine();
            writer.WriteUtf8("Zsh", ZshCompletion.Write(facts));
            writer.WriteLine();
            writer.WriteUtf8("Fish", FishCompletion.Write(facts));
        }

        context.AddSource(HintName, writer.ToSourceText());
    }

    // A method, so only the verb that prints a script loads one. In UTF-8, which stays in the file: NativeAOT unpacks every string of a
    // program into memory before Main.
    private static void WriteScript(SourceWriter writer)
    {
        writer.WriteLine("/// <summary>Gives the script of a shell, or null where there is none for it.</summary>");
        using (writer.Block("public static string? Script(string shell) => shell switch", end: "};"))
        {
            writer.WriteLine("""
                "bash" => global::System.Text.Encoding.UTF8.GetString(Bash),
                "zsh" => global::System.Text.Encoding.UTF8.GetString(Zsh),
                "fish" => global::System.Text.Encoding.UTF8.GetString(Fish),
                _ => null,
                """);
        }
    }
}
