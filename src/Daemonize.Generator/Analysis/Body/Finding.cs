using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Code that a daemon should not contain.</summary>
/// <param name="Rule">The rule that the code violates.</param>
/// <param name="Location">The location of the code.</param>
/// <param name="Subject">The code as the message names it.</param>
/// <param name="IsAboutDirectory">Whether the code is allowed in a daemon that sets <c>WorkingDirectory</c>.</param>
/// <param name="IsAnywhere">Whether the code is wrong everywhere in a program that has a daemon.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Location Location, string Subject, bool IsAboutDirectory, bool IsAnywhere)
{
    public Diagnostic ToDiagnostic(string place) => Diagnostic.Create(Rule, Location, place, Subject);
}
