using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>A rule about single operations. It compares names before types, because it runs for every operation of its kinds.</summary>
/// <param name="descriptor">The diagnostic that the rule reports.</param>
/// <param name="kinds">The kinds of operation that the rule checks.</param>
internal abstract class BodyRule(DiagnosticDescriptor descriptor, params OperationKind[] kinds)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public OperationKind[] Kinds => kinds;

    /// <summary>Checks an operation, and reports a mistake to the scan.</summary>
    public abstract void Check(IOperation operation, MemberScan scan);
}
