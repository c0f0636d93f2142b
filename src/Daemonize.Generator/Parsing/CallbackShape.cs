using System.Collections.Immutable;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>The parameters and return types that callbacks of one kind may have.</summary>
/// <param name="kind">The kind of the callbacks.</param>
/// <param name="subject">The type that the callback handles: a result, an exception or a reason; null if there is none.</param>
/// <param name="compilation">The compilation of the program.</param>
internal sealed class CallbackShape(CallbackKind kind, ITypeSymbol? subject, Compilation compilation)
{
    public CallbackKind Kind => kind;

    private bool IsSubjectRequired => kind is CallbackKind.OnResult or CallbackKind.OnError;

    private bool IsFailureDecided => kind == CallbackKind.OnError;

    public CallbackMatch Fit(IMethodSymbol method)
    {
        if (FindMistake(method) is { } mistake)
        {
            return CallbackMatch.NoCallback(mistake);
        }

        if (method.ReturnType.IsUnresolved() || method.Parameters.Any(static parameter => parameter.Type.IsUnresolved()))
        {
            return CallbackMatch.Unresolved();
        }

        var arguments = ImmutableArray.CreateBuilder<string>();
        if (FitParameters(method, arguments) is { } wrong)
        {
            return CallbackMatch.WrongParameters(wrong);
        }

        if (FitReturn(method) is not { } returns)
        {
            return CallbackMatch.WrongReturn(IsFailureDecided
                ? "it must return void, Task or ValueTask, or a FailureAction or a task of one"
                : "it must return void, Task or ValueTask");
        }

        // Only the method's own accessibility counts here: an inaccessible containing type is reported for the daemon method.
        return method.FindOwnObstacle() is { } obstacle
            ? CallbackMatch.Hidden(obstacle)
            : CallbackMatch.Of(
                new CallbackModel(
                    method.ToFullName(), new EquatableArray<string>(arguments.ToImmutable()), returns, SilencedIds.Of(method)),
                IsExact(method));
    }

    private static string? FindMistake(IMethodSymbol method) =>
        !method.IsStatic ? "it is not static"
        : method.IsGenericMethod ? "it has type parameters"
        : (method.PartialImplementationPart ?? method) is { IsAsync: true, ReturnsVoid: true }
            ? "it is async void, for which nobody can wait: return Task"
        : null;

    private bool IsExact(IMethodSymbol method) =>
        subject is not null && method.Parameters is [{ Type: var first }, ..] && SymbolEqualityComparer.Default.Equals(first, subject);

    private string? FitParameters(IMethodSymbol method, ImmutableArray<string>.Builder arguments)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                return $"parameter '{parameter.Name}' is passed by reference";
            }

            var argument = parameter.Ordinal == 0 ? CallbackSubject.Argument(kind, subject, parameter.Type, compilation) : null;
            if (argument is null && parameter.Ordinal == 0 && IsSubjectRequired)
            {
                return MissingSubject();
            }

            argument ??= Supplied(parameter.Type);
            if (argument is null)
            {
                return $"parameter '{parameter.Name}' cannot be supplied, as it {Accepted(parameter.Ordinal)}";
            }

            if (arguments.Contains(argument))
            {
                return $"it takes the {parameter.Type.Name} twice";
            }

            arguments.Add(argument);
        }

        return IsSubjectRequired && method.Parameters.IsEmpty ? MissingSubject() : null;
    }

    private string MissingSubject()
    {
        var type = subject?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return "its first parameter must take " + (kind == CallbackKind.OnResult ? $"a result, which is '{type}'" : "an Exception");
    }

    private string Accepted(int ordinal) =>
        (kind == CallbackKind.OnStop && ordinal == 0 ? "may take a StopReason first, and " : "may take ") +
            "a DaemonContext, a CancellationToken and an ILogger";

    private static string? Supplied(ITypeSymbol type) => type.ToFullName() switch
    {
        WellKnownNames.DaemonContext => CallbackArguments.Context,
        WellKnownNames.CancellationToken => CallbackArguments.Token,
        WellKnownNames.Logger => CallbackArguments.Logger,
        _ => null,
    };

    private CallbackReturn? FitReturn(IMethodSymbol method)
    {
        const string Action = "global::Daemonize.FailureAction";
        const string Tasks = "global::System.Threading.Tasks";
        return method.ReturnType.ToFullName() switch
        {
            _ when method.RefKind != RefKind.None => null,
            "void" => CallbackReturn.Void,
            $"{Tasks}.Task" => CallbackReturn.Task,
            $"{Tasks}.ValueTask" => CallbackReturn.ValueTask,
            _ when !IsFailureDecided => null,
            Action => CallbackReturn.Action,
            $"{Action}?" => CallbackReturn.NullableAction,
            $"{Tasks}.Task<{Action}>" => CallbackReturn.TaskOfAction,
            $"{Tasks}.Task<{Action}?>" => CallbackReturn.TaskOfNullableAction,
            $"{Tasks}.ValueTask<{Action}>" => CallbackReturn.ValueTaskOfAction,
            $"{Tasks}.ValueTask<{Action}?>" => CallbackReturn.ValueTaskOfNullableAction,
            _ => null,
        };
    }
}
