using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>A rule about single operations. It looks at names before it looks at types: it is asked about every operation of its kinds.</summary>
/// <param name="descriptor">What it reports.</param>
/// <param name="kinds">What it wants to see.</param>
internal abstract class BodyRule(DiagnosticDescriptor descriptor, params OperationKind[] kinds)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public OperationKind[] Kinds => kinds;

    /// <summary>Reports to the scan what is wrong with an operation.</summary>
    public abstract void Check(IOperation operation, MemberScan scan);
}
