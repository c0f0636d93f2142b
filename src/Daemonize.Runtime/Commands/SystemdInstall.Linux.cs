using Daemonize.Platform;
using Daemonize.ServiceFiles;

namespace Daemonize.Commands;

/// <summary>Installs a daemon with systemd: writes its units, enables them for boot, and starts them.</summary>
internal sealed class SystemdInstall
{
    private static readonly string[] Endings = [".service", "@.service", ".timer"];

    private readonly ServicePlan _plan;
    private readonly List<ServiceFile> _files;
    private readonly InstallWork _work;
    private readonly string _directory;

    /// <summary>Prepares the installation. Throws if a file exists and <c>install</c> has not written it.</summary>
    public SystemdInstall(ServicePlan plan, List<ServiceFile> files, InstallWork work)
    {
        _plan = plan;
        _files = files;
        _work = work;
        _directory = SystemdInstallation.DirectoryOf(plan.IsOfUser)!;
        files.ForEach(file => InstallWork.CheckOwner($"{_directory}/{file.Name}"));
    }

    public void Install(bool mayStart)
    {
        var hasChanged = RemoveOthers();
        foreach (var file in _files)
        {
            hasChanged |= _work.Write($"{_directory}/{file.Name}", file.Text);
        }

        if (hasChanged)
        {
            _work.Run(Control("daemon-reload"), null);
        }

        foreach (var number in SystemdInstallation.FindEnabled(_plan.Name, _plan.IsOfUser).FindAll(number => number > _plan.Instances))
        {
            _work.Run(
                Control("disable", "--quiet", "--now", $"{_plan.Name}@{number}.service"),
                $"stopped and disabled {_plan.Name}@{number}.service");
        }

        var units = Units();
        units.ForEach(Enable);
        if (mayStart)
        {
            Start(units, hasChanged);
        }
    }

    /// <summary>Stops a daemon, in whatever form it is installed, and removes its units.</summary>
    public static void Remove(string name, bool isOfUser, InstallWork work)
    {
        var directory = SystemdInstallation.DirectoryOf(isOfUser)!;
        string[] installed = Array.FindAll(Endings, ending => Installation.IsOurs($"{directory}/{name}{ending}"));
        if (installed.Length == 0)
        {
            InstallWork.CheckOwner($"{directory}/{name}.service");
            Terminal.WriteLine($"{name} is not installed in {directory}");
            return;
        }

        Array.ForEach(installed, ending => Remove(name, ending, isOfUser, work));
        work.Run(SystemdInstallation.Control(isOfUser, "daemon-reload"), null);
    }

    private static void Remove(string name, string ending, bool isOfUser, InstallWork work)
    {
        var isTemplate = ending[0] == '@';
        var running = isTemplate ? $"{name}@*.service" : name + ending;
        work.Run(SystemdInstallation.Control(isOfUser, "stop", running), $"stopped {running}");
        List<string> enabled =
            isTemplate ? SystemdInstallation.FindEnabled(name, isOfUser).ConvertAll(number => $"{name}@{number}.service") : [name + ending];
        if (enabled.Count > 0)
        {
            work.Run(SystemdInstallation.Control(isOfUser, ["disable", "--quiet", .. enabled]), $"disabled {string.Join(", ", enabled)}");
        }

        work.Remove($"{SystemdInstallation.DirectoryOf(isOfUser)}/{name}{ending}");
    }

    /// <summary>
    /// Removes units of another form from an earlier install: of a template that is now a plain daemon, or of a daemon that now has a
    /// timer. True if there were any.
    /// </summary>
    private bool RemoveOthers()
    {
        var hasRemoved = false;
        foreach (var ending in Endings)
        {
            if (!_files.Exists(file => file.Name == _plan.Name + ending) && Installation.IsOurs($"{_directory}/{_plan.Name}{ending}"))
            {
                Remove(_plan.Name, ending, _plan.IsOfUser, _work);
                hasRemoved = true;
            }
        }

        return hasRemoved;
    }

    private List<string> Units()
    {
        if (!_plan.IsTemplate)
        {
            // Only the timer is enabled, not the service that it starts.
            return [_files[^1].Name];
        }

        List<string> units = [];
        for (var number = 1; number <= _plan.Instances; number++)
        {
            units.Add($"{_plan.Name}@{number}.service");
        }

        return units;
    }

    private void Enable(string unit)
    {
        if (SystemTool.Run(Control("is-enabled", "--quiet", unit)).Succeeded)
        {
            Terminal.WriteLine($"{unit} is enabled already");
        }
        else
        {
            _work.Run(Control("enable", "--quiet", unit), $"enabled {unit}");
        }
    }

    private void Start(List<string> units, bool hasChanged)
    {
        var running = units.FindAll(unit => SystemTool.Run(Control("is-active", "--quiet", unit)).Succeeded);
        if (hasChanged && running.Count > 0)
        {
            // Restart all of them: they must agree on their number.
            _work.Run(Control(["stop", .. running]), null);
            running = [];
        }

        foreach (var unit in units)
        {
            if (running.Contains(unit))
            {
                Terminal.WriteLine($"{unit} runs already");
            }
            else
            {
                _work.Run(
                    Control("start", unit), $"started {unit}",
                    $"see 'systemctl {(_plan.IsOfUser ? "--user " : "")}status {unit}' and 'journalctl " +
                    $"{(_plan.IsOfUser ? "--user-unit" : "--unit")} {unit}'");
            }
        }
    }

    private List<string> Control(params IEnumerable<string> words) => SystemdInstallation.Control(_plan.IsOfUser, words);
}
