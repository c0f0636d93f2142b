using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the call of a daemon method in the one form that the runtime knows.</summary>
internal static class BodyEmitter
{
    public static void Write(SourceWriter writer, MethodModel method)
    {
        var call = $"{method.FullName}({string.Join(", ", method.Parameters.Select(Argument))})";

        // A method that is done when it returns, or whose task already has an int, needs no state machine.
        var body = method.ReturnForm switch
        {
            ReturnForm.ValueTaskOfInt => call,
            ReturnForm.Int or ReturnForm.TaskOfInt => $"new({call})",
            _ => null,
        };
        if (body is not null)
        {
            writer.WriteLine($"Body = static (context, cancellationToken) => {body},");
            return;
        }

        var isAsync = method.ReturnForm != ReturnForm.Void;
        using (writer.Block($"Body = static {(isAsync ? "async " : "")}(context, cancellationToken) =>", end: "},"))
        {
            writer.WriteLine(isAsync ? $"await {call}.ConfigureAwait(false);" : $"{call};");
            writer.WriteLine(isAsync ? "return 0;" : "return new(0);");
        }
    }

    private static string Argument(ParameterModel parameter) => parameter.Kind switch
    {
        ParameterKind.Context => "context",
        ParameterKind.CancellationToken => "cancellationToken",
        _ => "context.Logger",
    };
}
