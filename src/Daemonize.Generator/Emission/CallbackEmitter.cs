using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the calls of callbacks, each in the one form that the runtime accepts for its kind.</summary>
internal static class CallbackEmitter
{
    /// <summary>Writes the field that handles the results of a method. The body and the definition of the daemon share it.</summary>
    public static void WriteResults(SourceWriter writer, DaemonModel daemon)
    {
        if (daemon.Callbacks.OnResult is { } handler)
        {
            writer.WriteLine($"/// <summary>The results of <c>{daemon.Name}</c>.</summary>");
            var start = $"private static readonly {CSharpText.ResultHandler}<{daemon.Method.ResultType}> {ResultsName(daemon.Name)} = new(";
            Write(writer, start, CallbackKind.OnResult, handler, end: ");");
            writer.WriteLine();
        }
    }

    /// <summary>Returns the name of the field for a daemon's results.</summary>
    public static string ResultsName(string daemon) => DaemonName.ToHandle(daemon) + "Results";

    /// <summary>Writes the callbacks as properties of a definition.</summary>
    public static void Write(SourceWriter writer, DaemonModel daemon)
    {
        var callbacks = daemon.Callbacks;
        if (callbacks.OnResult is not null)
        {
            writer.WriteLine($"Results = {ResultsName(daemon.Name)},");
        }

        Write(writer, CallbackKind.OnError, callbacks.OnError);
        Write(writer, CallbackKind.OnStart, callbacks.OnStart);
        Write(writer, CallbackKind.OnStop, callbacks.OnStop);
        Write(writer, CallbackKind.OnReload, callbacks.OnReload);
        WriteSignals(writer, callbacks.Signals);
    }

    private static void Write(SourceWriter writer, CallbackKind kind, CallbackModel? callback)
    {
        if (callback is not null)
        {
            Write(writer, $"{kind} = ", kind, callback, end: ",");
        }
    }

    private static void WriteSignals(SourceWriter writer, EquatableArray<SignalModel> signals)
    {
        if (signals.Count == 0)
        {
            return;
        }

        using (writer.Block("Signals =", "[", "],"))
        {
            foreach (var signal in signals)
            {
                using (writer.Block("new()", end: "},"))
                {
                    writer.WriteLine($"Signal = {CSharpText.Literal(signal.Signal)},");
                    if (signal.Handler is { } handler)
                    {
                        Write(writer, "Handler = ", CallbackKind.Signal, handler, end: ",");
                    }
                }
            }
        }
    }

    private static void Write(SourceWriter writer, string start, CallbackKind kind, CallbackModel callback, string end)
    {
        var call = $"{callback.FullName}({string.Join(", ", callback.Arguments)})";
        var lambda = $"{Parameters(kind)} =>";
        switch (callback.Return)
        {
            case CallbackReturn.Void:
                WriteBlock(writer, $"{start}static {lambda}", end, $"{call};", "return default;");
                break;
            case CallbackReturn.Task or CallbackReturn.ValueTask when kind == CallbackKind.OnError:
                WriteBlock(writer, $"{start}static async {lambda}", end, $"await {call}.ConfigureAwait(false);", "return null;");
                break;
            case CallbackReturn.TaskOfAction or CallbackReturn.ValueTaskOfAction:
                writer.WriteLine($"{start}static async {lambda} await {call}.ConfigureAwait(false){end}");
                break;
            case CallbackReturn.ValueTask or CallbackReturn.ValueTaskOfNullableAction:
                writer.WriteLine($"{start}static {lambda} {call}{end}");
                break;
            default:
                writer.WriteLine($"{start}static {lambda} new({call}){end}");
                break;
        }
    }

    private static void WriteBlock(SourceWriter writer, string header, string end, params string[] statements)
    {
        using (writer.Block(header, end: "}" + end))
        {
            foreach (var statement in statements)
            {
                writer.WriteLine(statement);
            }
        }
    }

    private static string Parameters(CallbackKind kind)
    {
        var subject = kind switch
        {
            CallbackKind.OnResult => $"{CallbackArguments.Result}, ",
            CallbackKind.OnError => $"{CallbackArguments.Exception}, ",
            CallbackKind.OnStop => $"{CallbackArguments.Reason}, ",
            _ => "",
        };
        return $"({subject}{CallbackArguments.Context}, {CallbackArguments.Token})";
    }
}
