using System.Globalization;
using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.ServiceFiles;

/// <summary>A daemon that systemd runs: the manager of the system, or a user's own.</summary>
internal sealed class SystemdInstallation : Installation
{
    /// <summary>The directory that exists while systemd is process 1 of this machine (sd_booted(3)).</summary>
    private const string Booted = "/run/systemd/system";
    private const string SystemUnits = "/etc/systemd/system";

    private readonly bool _isOfUser;
    private readonly SystemdForm _form;

    private SystemdInstallation(string name, string file, bool isOfUser, SystemdForm form)
        : base(name, file)
    {
        _isOfUser = isOfUser;
        _form = form;
    }

    public static bool IsBooted => Exists(Booted);

    public override string Manager =>
        $"systemd ({Name}{(_form == SystemdForm.Template ? "@" : "")}.{(_form == SystemdForm.Timer ? "timer" : "service")})";

    public override string? RuntimeDirectory =>
        _isOfUser ? $"{UserManager.RuntimeDirectory}/{Name}" : $"/run/{Name}";

    public override string Advice => $"see 'systemctl {(_isOfUser ? "--user " : "")}status {Pattern}' and '{string.Join(' ', Journal)}'";

    private string Pattern => _form == SystemdForm.Template ? $"'{Name}@*'" : Name;

    private List<string> Journal =>
        ["journalctl", _isOfUser ? "--user-unit" : "--unit", _form == SystemdForm.Template ? $"{Name}@*" : Name];

    public static SystemdInstallation? Of(string name)
    {
        if (!IsBooted)
        {
            return null;
        }

        return Libc.geteuid() == 0
            ? Find(name, isOfUser: false) ?? Find(name, isOfUser: true)
            : Find(name, isOfUser: true) ?? Find(name, isOfUser: false);
    }

    /// <summary>Gets the directory of the units that an administrator, or a user, has created; null for a user without a home.</summary>
    public static string? DirectoryOf(bool isOfUser) =>
        !isOfUser ? SystemUnits
        : UserManager.ConfigurationDirectory is { } configuration ? $"{configuration}/systemd/user"
        : null;

    public static SystemdInstallation? Find(string name, bool isOfUser)
    {
        if (DirectoryOf(isOfUser) is not { } directory)
        {
            return null;
        }

        foreach (var (ending, form) in (ReadOnlySpan<(string, SystemdForm)>)[(".timer", SystemdForm.Timer), (".service", SystemdForm.Plain),
            ("@.service", SystemdForm.Template)])
        {
            var file = $"{directory}/{name}{ending}";
            if (Exists(file) && IsOurs(file))
            {
                return new SystemdInstallation(name, file, isOfUser, form);
            }
        }

        return null;
    }

    /// <summary>Gets a command of systemctl(1) for either manager, without a prompt for a password.</summary>
    public static List<string> Control(bool isOfUser, params IEnumerable<string> words) =>
        ["systemctl", .. isOfUser ? ["--user"] : Array.Empty<string>(), "--no-ask-password", .. words];

    /// <summary>Gets the instances that start at boot, according to the links of <c>systemctl enable</c>.</summary>
    public static List<int> FindEnabled(string name, bool isOfUser)
    {
        var target = isOfUser ? "default.target.wants" : "multi-user.target.wants";
        var numbers =
            NumberedEntries.TryList(
                $"{DirectoryOf(isOfUser)}/{target}", Encoding.UTF8.GetBytes(name + "@"), Encoding.UTF8.GetBytes(".service"), out _) ?? [];
        numbers.Sort();
        return numbers;
    }

    public override List<string> CommandFor(string verb, List<int>? numbers) =>
        Control(_isOfUser, [verb, .. Units(numbers, verb is "start" or "restart")]);

    public override List<string> CommandForState(List<int>? numbers) =>
        Control(_isOfUser, ["is-active", "--quiet", .. Units(numbers, isStart: false)]);

    public override int ShowLogs(LogRequest request, List<int>? numbers)
    {
        var journal = Journal;
        List<string> command =
            numbers is null ? journal : ["journalctl", .. Units(numbers, isStart: false).SelectMany(unit => new[] { journal[1], unit })];
        command.AddRange(["--lines", request.Lines == int.MaxValue ? "all" : request.Lines.ToString(CultureInfo.InvariantCulture)]);
        if (request.Since is { } since)
        {
            command.AddRange(["--since", since.ToString("yyyy-MM-dd HH:mm:ss' UTC'", CultureInfo.InvariantCulture)]);
        }

        if (request.Follow)
        {
            command.Add("--follow");
        }

        return SystemTool.RunInPlace(command);
    }

    /// <summary>
    /// Gets the units of instances. A pattern matches the units that systemd has loaded, which are those that run; units to start must be
    /// named.
    /// </summary>
    private List<string> Units(List<int>? numbers, bool isStart) => _form switch
    {
        SystemdForm.Timer => [Name + ".timer"],
        SystemdForm.Plain => [Name + ".service"],
        _ when numbers is null && !isStart => [$"{Name}@*.service"],
        _ => (numbers ?? FindEnabled(Name, _isOfUser)).ConvertAll(number => $"{Name}@{number}.service"),
    };
}

/// <summary>The form in which a daemon is installed.</summary>
internal enum SystemdForm
{
    Plain,
    Template,
    Timer,
}
