using Daemonize.Platform;
using Daemonize.ServiceFiles;

namespace Daemonize.Commands;

/// <summary>Installs a daemon with supervisord: writes one file, and makes supervisord read it.</summary>
internal sealed class SupervisordInstall
{
    private readonly string _name;
    private readonly string _text;
    private readonly InstallWork _work;

    /// <summary>Prepares the installation. Throws if the file exists and <c>install</c> has not written it.</summary>
    public SupervisordInstall(string name, string text, InstallWork work)
    {
        _name = name;
        _text = text;
        _work = work;
        InstallWork.CheckOwner(SupervisordInstallation.FileOf(name), "; ");
    }

    public void Install()
    {
        if (_work.Write(SupervisordInstallation.FileOf(_name), _text))
        {
            _work.Run(["supervisorctl", "reread"], null);
            _work.Run(
                ["supervisorctl", "update", _name], $"supervisord has {_name}",
                $"see 'supervisorctl status' and 'supervisorctl tail {_name} stderr'");
        }
    }

    public static void Remove(string name, InstallWork work)
    {
        var file = SupervisordInstallation.FileOf(name);
        InstallWork.CheckOwner(file, "; ");
        if (!Installation.Exists(file))
        {
            Terminal.WriteLine($"{name} is not installed in {SupervisordInstallation.Directory}");
            return;
        }

        // When supervisord rereads its files, it stops programs without one.
        work.Remove(file);
        work.Run(["supervisorctl", "reread"], null);
        work.Run(["supervisorctl", "update", name], $"supervisord has stopped {name}");
    }
}
