using System.Runtime.Versioning;

namespace Daemonize;

/// <content>The process of a started daemon: its user, its resource limits and its environment.</content>
public sealed partial class DaemonAttribute
{
    /// <summary>
    /// The user that the daemon runs as: a name or an id. Root drops its privileges to this user before any code of the program runs in the
    /// daemon (initgroups(3), setresgid(2), setresuid(2)). The default is the caller; a caller other than root can only name itself. The
    /// pid file, the lock, the log and the status belong to this user. <c>HOME</c>, <c>USER</c>, <c>LOGNAME</c> and <c>SHELL</c> are set to
    /// the values of this user.
    /// </summary>
    /// <remarks>
    /// The setting applies to <c>run</c> and <c>once</c> as well. A started daemon that is root without this setting writes a warning to
    /// its log: set it to <c>"root"</c> if root is required.
    /// </remarks>
    public string? User { get; set; }

    /// <summary>
    /// The group that the daemon runs as: a name or an id. The default is the primary group of <see cref="User"/>. The supplementary groups
    /// are those of the user.
    /// </summary>
    public string? Group { get; set; }

    /// <summary>
    /// The directory that the daemon sees as <c>/</c>: an absolute path (chroot(2)). The default, <c>"/"</c>, leaves the root directory
    /// unchanged. It requires a program that is published with NativeAOT: other programs load parts of themselves at run time, and these
    /// are outside. The pid file and the log are outside; <see cref="WorkingDirectory"/> is inside.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    public string? RootDirectory { get; set; }

    /// <summary>
    /// Whether a crash may write a core file, which can contain secrets. The default, <see langword="false"/>, sets RLIMIT_CORE to 0, and
    /// if root has dropped its privileges, it also makes the process undumpable (PR_SET_DUMPABLE). <see langword="true"/> raises the limit
    /// to its maximum.
    /// </summary>
    public bool CoreDumps { get; set; }

    /// <summary>
    /// Whether the programs that the daemon executes are prevented from gaining privileges, for example by a set-user-id bit
    /// (PR_SET_NO_NEW_PRIVS). The default is <see langword="false"/>.
    /// </summary>
    public bool NoNewPrivileges { get; set; }

    /// <summary>
    /// The maximum number of open descriptors, 16 or more (RLIMIT_NOFILE, soft and hard). The default is the caller's limit.
    /// </summary>
    public int MaxOpenFiles { get; set; }

    /// <summary>
    /// The maximum memory of the daemon, such as <c>"512MB"</c> (powers of 1024). The default is the caller's limit. docs/conformance.md
    /// describes which memory counts.
    /// </summary>
    public string? MaxMemory { get; set; }

    /// <summary>
    /// The nice value of the daemon, from -20 (largest share of the CPU) to 19. Only root can set a value below the caller's. The default
    /// is the caller's value.
    /// </summary>
    public int Nice { get; set; }

    /// <summary>
    /// The numbers, 5 or more, of the caller's open descriptors that the daemon keeps. All others are closed, and the daemon itself uses 0
    /// to 4. A number that is not open is an error. Programs that the daemon executes do not inherit these descriptors.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    public int[]? KeepDescriptors { get; set; }

    /// <summary>
    /// Entries that are added to the daemon's environment: <c>"NAME=value"</c>, or <c>"NAME"</c> to keep the caller's variable of that
    /// name, which may otherwise be removed. Variables of the caller's terminal and session (<c>TERM</c>, <c>DISPLAY</c>, <c>SSH_*</c>,
    /// <c>SUDO_*</c>, …) are removed; see docs/conformance.md.
    /// </summary>
    public string[]? Environment { get; set; }

    /// <summary>
    /// An absolute path of a file of <c>NAME=value</c> lines that are added to the daemon's environment and override
    /// <see cref="Environment"/>. The format follows systemd.exec(5): comments begin with <c>#</c> or <c>;</c>, values may be quoted. The
    /// file is read before privileges are dropped. With <c>-</c> before the path, the file may be missing.
    /// </summary>
    public string? EnvironmentFile { get; set; }
}
