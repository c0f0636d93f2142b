using System.Globalization;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>
/// Writes the code that reads the options of a daemon method, and the call of the method in the one form that the runtime accepts.
/// </summary>
internal static class BodyEmitter
{
    private const string Values = "values";
    private const string Context = CallbackArguments.Context;
    private const string Token = CallbackArguments.Token;
    private const string Services = "services";
    private const string ServiceExtensions = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";

    public static void Write(SourceWriter writer, DaemonModel daemon)
    {
        var method = daemon.Method;
        if (!method.Options.Any())
        {
            WriteCall(writer, daemon, "Bind = static _ => static ", [], end: ",");
            return;
        }

        using (writer.Block($"Bind = static {Values} =>", end: "},"))
        {
            var locals = new List<string>();
            foreach (var option in method.Options)
            {
                var local = NameLocal(option.Parameter, method);
                writer.WriteLine($"var {local} = {Read(option, locals.Count)};");
                locals.Add(local);
            }

            WriteCall(writer, daemon, "return ", locals, end: ";");
        }
    }

    private static void WriteCall(SourceWriter writer, DaemonModel daemon, string start, List<string> locals, string end)
    {
        var method = daemon.Method;
        var next = 0;
        var arguments = method.Parameters.Select(parameter => parameter.Kind switch
        {
            ParameterKind.Context => Context,
            ParameterKind.CancellationToken => Token,
            ParameterKind.Logger => CallbackArguments.Logger,
            ParameterKind.Service =>
                $"{ServiceExtensions}.{(parameter.IsOptional ? "GetService" : "GetRequiredService")}<{parameter.Type}>({Services})",
            _ => locals[next++],
        });
        var call = $"{method.FullName}({string.Join(", ", arguments)})";
        var lambda = $"({Context}, {Token}) =>";
        if (daemon.Services is not null)
        {
            // The call becomes an inner lambda, which takes the services from the scope of this tick.
            start = $"{start}{lambda} {DefinitionEmitter.ServicesName(daemon.Name)}.Host.CallAsync(";
            lambda = $"{Services} =>";
            end = ")" + end;
        }

        // A method that completes when it returns, or whose task already returns an int, needs no state machine.
        var body = method.ReturnForm switch
        {
            ReturnForm.ValueTaskOfInt => call,
            ReturnForm.Int or ReturnForm.TaskOfInt => $"new({call})",
            _ => null,
        };
        if (body is not null)
        {
            writer.WriteLine($"{start}{lambda} {body}{end}");
            return;
        }

        var isAsync = method.ReturnForm != ReturnForm.Void;
        using (writer.Block($"{start}{(isAsync ? "async " : "")}{lambda}", end: "}" + end))
        {
            writer.WriteLine(isAsync ? $"await {Await(call, daemon)}.ConfigureAwait(false);" : $"{call};");
            writer.WriteLine(isAsync ? "return 0;" : "return new(0);");
        }
    }

    // A tick with a result completes when there is room for the result among those that are being handled.
    private static string Await(string call, DaemonModel daemon)
    {
        var results = CallbackEmitter.ResultsName(daemon.Name);
        return daemon.Method.ReturnForm switch
        {
            ReturnForm.Result => $"{results}.PostAsync({call}, {Context}, {Token})",
            ReturnForm.TaskOfResult => $"{results}.PostAsync(await {call}.ConfigureAwait(false), {Context}, {Token})",
            ReturnForm.Results => $"{results}.PostAllAsync({call}, {Context}, {Token})",
            _ => call,
        };
    }

    private static string Read(OptionModel option, int index)
    {
        var place = index.ToString(CultureInfo.InvariantCulture);
        var (type, parser) = (option.Value.Type, option.Value.Parser);
        return (option.Form, option.Default) switch
        {
            (OptionForm.Set, null) =>
                $"{EnumMethods.Joiner(option.Value.Enum!)}({Values}.GetRequiredList<{type}>({place}, {parser})).GetValueOrDefault()",
            (OptionForm.Set, "null") => $"{EnumMethods.Joiner(option.Value.Enum!)}({Values}.GetList<{type}>({place}, {parser}))",
            (OptionForm.Set, var fallback) =>
                $"{EnumMethods.Joiner(option.Value.Enum!)}({Values}.GetList<{type}>({place}, {parser})) ?? {fallback}",
            (OptionForm.List, null) => $"{Values}.GetRequiredList<{type}>({place}, {parser})",
            (OptionForm.List, "null") => $"{Values}.GetList<{type}>({place}, {parser})",
            (OptionForm.List, "null!") => $"{Values}.GetList<{type}>({place}, {parser})!",
            (OptionForm.List, var fallback) => $"{Values}.GetList<{type}>({place}, {parser}) ?? {fallback}",
            (_, null) => $"{Values}.GetRequired<{type}>({place}, {parser})",
            (_, "null") when option.IsNullable => $"{Values}.GetValueOrNull<{type}>({place}, {parser})",
            (_, "null") => $"{Values}.GetOrNull<{type}>({place}, {parser})",
            (_, "null!") => $"{Values}.GetOrNull<{type}>({place}, {parser})!",
            var (_, fallback) => $"{Values}.Get<{type}>({place}, {parser}, {fallback})",
        };
    }

    // The local has the name of the parameter, so a reader recognizes it, unless generated code uses that name.
    private static string NameLocal(string parameter, MethodModel method)
    {
        var name = parameter;
        while (name is Values or Context or Token or Services
            || (name != parameter && method.Options.Any(option => option.Parameter == name)))
        {
            name += "Option";
        }

        return name;
    }
}
