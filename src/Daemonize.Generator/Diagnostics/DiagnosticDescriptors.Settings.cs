using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics;

/// <content>What is wrong with the settings of a daemon.</content>
internal static partial class DiagnosticDescriptors
{
    public const string DurationMustBeReadableId = "DMN201";
    public const string DurationMustBePositiveId = "DMN202";
    public const string NameMustBeValidId = "DMN203";
    public const string UmaskMustBeOctalId = "DMN204";
    public const string PathMustBeUsableId = "DMN205";

    public static readonly DiagnosticDescriptor DurationMustBeReadable = Create(
        DurationMustBeReadableId,
        "A duration must be readable",
        "{0} '{1}' is not a duration: write {2}");

    public static readonly DiagnosticDescriptor DurationMustBePositive = Create(
        DurationMustBePositiveId,
        "A duration must be longer than zero",
        "{0} must be longer than zero");

    public static readonly DiagnosticDescriptor NameMustBeValid = Create(
        NameMustBeValidId,
        "The name of a daemon must be valid",
        "'{0}' cannot name a daemon: {1}");

    public static readonly DiagnosticDescriptor UmaskMustBeOctal = Create(
        UmaskMustBeOctalId,
        "A umask must be octal",
        "Umask '{0}' is not octal: write \"000\" to \"777\"");

    public static readonly DiagnosticDescriptor PathMustBeUsable = Create(
        PathMustBeUsableId,
        "A path must be usable",
        "{0} '{1}' cannot be used: {2}");
}
