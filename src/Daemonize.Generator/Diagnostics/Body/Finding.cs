using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>Something that a daemon should not do, wherever it stands.</summary>
/// <param name="Rule">What it breaks.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Subject">What stands there, for the message.</param>
/// <param name="IsAboutDirectory">Whether a daemon that sets <c>WorkingDirectory</c> may do it.</param>
/// <param name="IsAnywhere">Whether it is wrong in all code of a program that has a daemon.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Location Location, string Subject, bool IsAboutDirectory, bool IsAnywhere)
{
    public Diagnostic ToDiagnostic(string place) => Diagnostic.Create(Rule, Location, place, Subject);
}
