using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN107: calls that read the console, move its cursor or use its window. Writing is allowed: it goes to the log.</summary>
internal sealed class ConsoleRule() : BodyRule(
    DiagnosticDescriptors.ConsoleCannotBeRead,
    OperationKind.Invocation,
    OperationKind.MethodReference,
    OperationKind.PropertyReference)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var member = operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            IPropertyReferenceOperation reference => (ISymbol)reference.Property,
            _ => null,
        };
        if (member is { IsStatic: true } && NeedsTerminal(member.Name) && member.IsMemberOf("System", "Console"))
        {
            scan.Report(Descriptor, operation.GetMemberAccess().GetLocation(), $"Console.{member.Name}");
        }
    }

    private static bool NeedsTerminal(string member) => member switch
    {
        "Read" or "ReadKey" or "ReadLine" or "In" or "OpenStandardInput" or "KeyAvailable" or "TreatControlCAsInput" or "CapsLock"
            or "NumberLock" => true,
        "CursorLeft" or "CursorTop" or "CursorVisible" or "CursorSize" or "GetCursorPosition" or "SetCursorPosition" => true,
        "WindowLeft" or "WindowTop" or "WindowWidth" or "WindowHeight" or "LargestWindowWidth" or "LargestWindowHeight" => true,
        "BufferWidth" or "BufferHeight" or "SetWindowPosition" or "SetWindowSize" or "SetBufferSize" or "MoveBufferArea" => true,
        "Clear" or "Title" or "Beep" => true,
        _ => false,
    };
}
