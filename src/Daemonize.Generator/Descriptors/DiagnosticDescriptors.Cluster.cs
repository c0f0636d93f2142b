using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about daemons whose processes share a schedule: 5xx.</content>
internal static partial class DiagnosticDescriptors
{
    public const string ClusterMustShareSlotsId = "DMN501";
    public const string ClusterMustNameTimeZoneId = "DMN502";
    public const string ClusterMustNotLimitRunsId = "DMN503";
    public const string ClusterIntervalShouldBeLongId = "DMN504";
    public const string ClusterMethodShouldTakeCancellationTokenId = "DMN505";
    public const string ClusterShouldHaveFenceId = "DMN506";
    public const string ShardsMustBeOfClusterId = "DMN507";
    public const string RerunMustNotBeParallelId = "DMN508";
    public const string ClusterSettingMustHaveScopeId = "DMN509";

    public static readonly DiagnosticDescriptor ClusterMustShareSlots = Create(
        ClusterMustShareSlotsId,
        "The slots of a cluster must be the same on every machine",
        "{0} '{1}' has other slots on each machine of a cluster: {2}");

    public static readonly DiagnosticDescriptor ClusterMustNameTimeZone = Create(
        ClusterMustNameTimeZoneId,
        "A cron expression of a cluster must have a named time zone",
        "Cron '{0}' comes at another time on each machine of a cluster: set TimeZone to an IANA name such as \"Europe/Berlin\", or to " +
        "\"UTC\"");

    public static readonly DiagnosticDescriptor ClusterMustNotLimitRuns = Create(
        ClusterMustNotLimitRunsId,
        "A daemon of a cluster must not have MaxRuns",
        "MaxRuns '{0}' cannot be counted in a cluster: each process knows only its own ticks");

    public static readonly DiagnosticDescriptor ClusterIntervalShouldBeLong = Create(
        ClusterIntervalShouldBeLongId,
        "The interval of a cluster should be whole milliseconds, and a second or more",
        "Interval '{0}' {1}",
        Reliability,
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor ClusterMethodShouldTakeCancellationToken = Create(
        ClusterMethodShouldTakeCancellationTokenId,
        "A daemon method of a cluster should take a CancellationToken",
        "Method '{0}' takes no CancellationToken, so it cannot stop when its process loses the lease, and the process is killed",
        Reliability,
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor ClusterShouldHaveFence = Create(
        ClusterShouldHaveFenceId,
        "A daemon of a cluster should have a fence",
        "Without Fence, a process that was suspended may run next to its successor",
        Reliability,
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor ShardsMustBeOfCluster = Create(
        ShardsMustBeOfClusterId,
        "Shards must be those of a cluster, and 1,000,000 at most",
        "Shards '{0}' {1}");

    public static readonly DiagnosticDescriptor RerunMustNotBeParallel = Create(
        RerunMustNotBeParallelId,
        "Interrupted slots of parallel ticks must not run again",
        "InterruptedPolicy.Rerun contradicts OverlapPolicy.Parallel: which of several open slots have ended is not recorded");

    public static readonly DiagnosticDescriptor ClusterSettingMustHaveScope = Create(
        ClusterSettingMustHaveScopeId,
        "A setting of a cluster must have the scope of one",
        "{0} is for a daemon with Scope = DaemonScope.Cluster");
}
