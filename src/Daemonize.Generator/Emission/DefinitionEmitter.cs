using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the definitions of the daemons and of the program.</summary>
internal static class DefinitionEmitter
{
    public const string HintName = "Daemonize.Definitions.g.cs";

    public static void Emit(SourceProductionContext context, ProgramModel program)
    {
        if (program is { Set.IsEmpty: true } or { IsValid: false })
        {
            return;
        }

        var writer = new SourceWriter();
        writer.WriteHeader(WellKnownNames.GeneratedNamespace, program.Silenced);
        writer.WriteLine("/// <summary>The daemons of this program, as their attributes say.</summary>");
        writer.WriteLine(CSharpText.GeneratedCode);
        using (writer.Block("internal static class Definitions"))
        {
            foreach (var daemon in program.Set.Daemons)
            {
                WriteDefinition(writer, daemon, program.Name, buildsHost: program.Assembly.HasHosting && daemon.Method.BuildsHost);
                writer.WriteLine();
            }

            WriteProgram(writer, program);
            writer.WriteLine();
            writer.WriteConstant("private", "Help", HelpText.Write(program));
        }

        EnumEmitter.Write(writer, program);
        context.AddSource(HintName, writer.ToSourceText());
    }

    /// <summary>Returns the name of a daemon's field. No other member ends in Definition, so the names cannot conflict.</summary>
    public static string FieldName(string daemon) => DaemonName.ToHandle(daemon) + "Definition";

    /// <summary>Returns the name of the class that supplies a daemon's services.</summary>
    public static string ServicesName(string daemon) => DaemonName.ToHandle(daemon) + "Services";

    private static void WriteDefinition(SourceWriter writer, DaemonModel daemon, string program, bool buildsHost)
    {
        if (daemon.Services is { } configure)
        {
            writer.WriteLine(
                $"/// <summary>The services of <c>{daemon.Name}</c>. In a separate class: a verb that runs no daemon loads no " +
                "host.</summary>");
            using (writer.Block($"private static class {ServicesName(daemon.Name)}"))
            {
                writer.WriteLine($"public static readonly {WellKnownNames.ServiceHost} Host = new({configure});");
            }

            writer.WriteLine();
        }

        CallbackEmitter.WriteResults(writer, daemon);
        writer.WriteLine($"/// <summary><c>{daemon.Name}</c>: {CSharpText.SeeMethod(daemon.Method)}, {daemon.Schedule}.</summary>");
        using (writer.Block($"public static readonly {CSharpText.DaemonDefinition} {FieldName(daemon.Name)} = new()", end: "};"))
        {
            writer.WriteLine($"Name = {CSharpText.Literal(daemon.Name)},");
            if (HelpText.FirstSentence(daemon.Method.Summary) is { Length: > 0 } description)
            {
                writer.WriteLine($"Description = {CSharpText.Literal(description)},");
            }

            WriteSettings(writer, daemon.Settings);
            CallbackEmitter.Write(writer, daemon);
            if (daemon.Services is not null)
            {
                writer.WriteLine($"Services = static () => {ServicesName(daemon.Name)}.Host,");
            }

            if (buildsHost)
            {
                writer.WriteLine("BuildsHost = true,");
            }

            WriteOptions(writer, daemon.Method, program);
            BodyEmitter.Write(writer, daemon);
        }
    }

    private static void WriteSettings(SourceWriter writer, SettingsModel settings)
    {
        if (settings.Given.Count > 0)
        {
            using (writer.Block("Settings =", "[", "],"))
            {
                foreach (var (name, text) in settings.Given)
                {
                    writer.WriteLine($"{CSharpText.Literal($"{name}={text}")},");
                }
            }
        }

        if (settings.IsCluster)
        {
            // The only name of the code for clusters: a program without this line does not contain it.
            writer.WriteLine($"Cluster = {CSharpText.ClusterSupport},");
        }

        if (settings.Shards > 0)
        {
            writer.WriteLine($"Shards = {settings.Shards},");
        }

        if (settings.Ready is { } ready)
        {
            writer.WriteLine($"Ready = {ready},");
        }
    }

    private static void WriteOptions(SourceWriter writer, MethodModel method, string program)
    {
        if (!method.Options.Any())
        {
            return;
        }

        using (writer.Block("Options =", "[", "],"))
        {
            foreach (var option in method.Options)
            {
                WriteOption(writer, option, OptionName.ToVariable(program, option.Name));
            }
        }
    }

    private static void WriteOption(SourceWriter writer, OptionModel option, string variable)
    {
        using (writer.Block("new()", end: "},"))
        {
            writer.WriteLine($"Name = {CSharpText.Literal(option.Name)},");
            if (option.Alias != '\0')
            {
                writer.WriteLine($"Alias = '{option.Alias}',");
            }

            writer.WriteLine($"Variable = {CSharpText.Literal(variable)},");
            writer.WriteLine($"Accepted = {CSharpText.Literal(option.Value.Accepted)},");
            if (option.Form != OptionForm.Value)
            {
                writer.WriteLine($"Form = {CSharpText.OptionForm}.{(option.Form == OptionForm.Set ? OptionForm.List : option.Form)},");
            }

            if (option.Value.IsPath)
            {
                writer.WriteLine("IsPath = true,");
            }
        }
    }

    private static void WriteProgram(SourceWriter writer, ProgramModel program)
    {
        writer.WriteLine("/// <summary>The program itself.</summary>");
        using (writer.Block($"public static readonly {CSharpText.DaemonProgram} Program = new()", end: "};"))
        {
            writer.WriteLine($"Name = {CSharpText.Literal(program.Name)},");
            writer.WriteLine($"Version = {CSharpText.Literal(program.Version)},");
            writer.WriteLine("Help = Help,");
            if (CompletionEmitter.IsEmitted(program))
            {
                writer.WriteLine($"Command = {CSharpText.Literal(program.Assembly.Name)},");
                writer.WriteLine($"Completion = {CSharpText.Completion}.Script,");
            }

            if (program.Assembly.HasHosting)
            {
                writer.WriteLine($"Configuration = global::{WellKnownNames.HostConfiguration}.Read,");
            }

            if (program.Assembly.BuildsHost)
            {
                writer.WriteLine("BuildsHost = true,");
            }

            WriteStores(writer, program.Stores);
            WriteDaemons(writer, program.Set.Daemons);
        }
    }

    // A lambda that is not called loads no assembly: only the store of the URL is loaded.
    private static void WriteStores(SourceWriter writer, EquatableArray<StoreModel> stores)
    {
        if (stores.Count == 0)
        {
            return;
        }

        using (writer.Block("Stores =", "[", "],"))
        {
            foreach (var (scheme, provider, hasSetup) in stores)
            {
                var setup = hasSetup ? $" {{ Setup = static () => {provider}.Setup }}" : "";
                writer.WriteLine($"new({CSharpText.Literal(scheme)}, static url => {provider}.Open(url)){setup},");
            }
        }
    }

    private static void WriteDaemons(SourceWriter writer, EquatableArray<DaemonModel> daemons)
    {
        if (daemons.Count == 1)
        {
            writer.WriteLine($"Daemons = [{FieldName(daemons[0].Name)}],");
            return;
        }

        using (writer.Block("Daemons =", "[", "],"))
        {
            foreach (var daemon in daemons)
            {
                writer.WriteLine($"{FieldName(daemon.Name)},");
            }
        }
    }
}
