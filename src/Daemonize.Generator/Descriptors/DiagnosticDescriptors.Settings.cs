using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about the settings of a daemon: 2xx.</content>
internal static partial class DiagnosticDescriptors
{
    public const string DurationMustBeReadableId = "DMN201";
    public const string DurationMustBePositiveId = "DMN202";
    public const string NameMustBeValidId = "DMN203";
    public const string UmaskMustBeOctalId = "DMN204";
    public const string PathMustBeUsableId = "DMN205";
    public const string PidFileShouldNotBeWorldWritableId = "DMN206";
    public const string SettingsMustNotContradictId = "DMN207";
    public const string CronMustBeReadableId = "DMN208";
    public const string CronMustComeId = "DMN209";
    public const string TimeZoneShouldBeKnownId = "DMN210";
    public const string ValueMustBeInRangeId = "DMN211";
    public const string CronShouldNotRestrictBothDaysId = "DMN218";

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

    public static readonly DiagnosticDescriptor PidFileShouldNotBeWorldWritable = Create(
        PidFileShouldNotBeWorldWritableId,
        "A pid file should not lie in a world-writable directory",
        "Pid file '{0}' lies in '{1}', where anybody can create it first: write \"{2}\", which lies in the runtime directory",
        Reliability,
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor SettingsMustNotContradict = Create(
        SettingsMustNotContradictId,
        "The settings of a daemon must not contradict each other",
        "{0} contradicts {1}: {2}");

    public static readonly DiagnosticDescriptor CronMustBeReadable = Create(
        CronMustBeReadableId,
        "A cron expression must be readable",
        "Cron '{0}' is not a cron expression: {1}");

    public static readonly DiagnosticDescriptor CronMustCome = Create(
        CronMustComeId,
        "A cron expression must name a time that comes",
        "Cron '{0}' never comes: no day matches all of its fields");

    public static readonly DiagnosticDescriptor TimeZoneShouldBeKnown = Create(
        TimeZoneShouldBeKnownId,
        "A time zone should be known",
        "This machine has no time zone '{0}': write an IANA name such as \"Europe/Berlin\", \"UTC\" or \"local\"",
        Reliability,
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor ValueMustBeInRange = Create(
        ValueMustBeInRangeId,
        "A setting must be in its range",
        "{0} cannot be {1}: it takes {2}");

    public static readonly DiagnosticDescriptor CronShouldNotRestrictBothDays = Create(
        CronShouldNotRestrictBothDaysId,
        "A cron expression should not restrict both the day of month and the day of week",
        $"Cron '{{0}}' {CronText.BothDays}",
        Reliability,
        DiagnosticSeverity.Warning);
}
