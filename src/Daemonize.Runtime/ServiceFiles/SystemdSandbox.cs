using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.ServiceFiles;

/// <summary>
/// The restrictions of a service (systemd.exec(5), "Sandboxing"): everything that a .NET daemon does not need is forbidden.
/// <c>systemd-analyze security</c> shows what is left.
/// </summary>
internal static class SystemdSandbox
{
    /// <summary>The capabilities of a service that requests root, without those by which root could bypass every restriction.</summary>
    private const string CapabilitiesOfRoot =
        "CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_KILL CAP_NET_BIND_SERVICE CAP_SETGID CAP_SETUID CAP_SYS_NICE " +
            "CAP_SYS_RESOURCE";

    /// <summary>
    /// The capabilities to enter a root directory, to switch to another user there, and to make that user's process reload.
    /// </summary>
    private const string CapabilitiesOfRootDirectory =
        "CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_KILL CAP_SETGID CAP_SETUID CAP_SYS_CHROOT";

    private static readonly string[] Homes = ["/home", "/root", "/run/user"];

    /// <summary>The directories that are private to each service.</summary>
    private static readonly string[] Temporary = ["/tmp", "/var/tmp"];

    /// <summary>
    /// Adds the user. Without a setting a service would run as root: it gets its own user, for as long as it runs. A service that enters a
    /// root directory switches to its user itself.
    /// </summary>
    public static void AddUser(SystemdText unit, ServicePlan plan)
    {
        if (plan.IsOfUser || plan.Settings.RootDirectory is not null)
        {
            return;
        }

        if (plan.Settings.User is not { } user)
        {
            unit.Add("DynamicUser", "yes");
            user = ServiceName.UserOf(plan.Name);
        }

        unit.AddText("User", user);
        if (plan.Settings.Group is { } group)
        {
            unit.AddText("Group", group);
        }
    }

    public static void Add(SystemdText unit, ServicePlan plan)
    {
        unit.Add("NoNewPrivileges", "yes");
        if (!plan.IsOfUser)
        {
            AddFileSystem(unit, plan);
            AddKernel(unit);
            AddCapabilities(unit, plan);
        }

        unit.Add("RestrictNamespaces", "yes");
        unit.Add("RestrictRealtime", "yes");
        unit.Add("RestrictSUIDSGID", "yes");
        unit.Add("LockPersonality", "yes");
        unit.Add("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6 AF_NETLINK");
        unit.Add("SystemCallFilter", plan.Settings.RootDirectory is null ? "@system-service" : "@system-service chroot");
        unit.Add("SystemCallErrorNumber", "EPERM");
        unit.Add("SystemCallArchitectures", "native");
        if (RuntimeForm.IsNativeAot)
        {
            // A JIT writes the code that it executes.
            unit.Add("MemoryDenyWriteExecute", "yes");
        }
    }

    private static void AddFileSystem(SystemdText unit, ServicePlan plan)
    {
        List<string> written = plan.ForeignDirectories;
        unit.Add("ProtectSystem", "strict");
        unit.Add(
            "ProtectHome",
            plan.Command.LiesIn(Homes) || written.Exists(static path => ProgramCommand.IsIn(path, Homes)) ? "read-only" : "yes");
        unit.Add("PrivateTmp", "yes");
        if (plan.Command.Places.FindAll(static place => ProgramCommand.IsIn(place, Temporary)) is { Count: > 0 } hidden)
        {
            unit.AddWords("BindReadOnlyPaths", hidden);
        }

        if (written.Count > 0)
        {
            // systemd ignores a directory that does not exist; the daemon reports it more clearly.
            unit.AddWords("ReadWritePaths", written.ConvertAll(static path => "-" + path));
        }
    }

    private static void AddKernel(SystemdText unit)
    {
        foreach (var setting in (ReadOnlySpan<string>)["PrivateDevices", "ProtectKernelTunables", "ProtectKernelModules",
            "ProtectKernelLogs",
            "ProtectControlGroups", "ProtectClock", "ProtectHostname", "RemoveIPC"])
        {
            unit.Add(setting, "yes");
        }

        unit.Add("ProtectProc", "invisible");
    }

    private static void AddCapabilities(SystemdText unit, ServicePlan plan) => unit.Add(
        "CapabilityBoundingSet",
        plan.Settings.RootDirectory is not null ? CapabilitiesOfRootDirectory
            : plan.Settings.User is "root" or "0" ? CapabilitiesOfRoot
            : "");
}
