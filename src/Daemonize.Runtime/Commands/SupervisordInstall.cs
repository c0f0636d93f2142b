using Daemonize.Platform.Linux;
using Daemonize.ServiceFiles;

namespace Daemonize.Commands;

/// <summary>Gives a daemon to supervisord: one file, and a command that makes it read that.</summary>
internal sealed class SupervisordInstall
{
    private readonly string _name;
    private readonly string _text;
    private readonly InstallWork _work;

    /// <summary>Throws where the file is not ours to write.</summary>
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
            _work.Run(["supervisorctl", "update", _name], $"supervisord has {_name}", $"see 'supervisorctl status' and 'supervisorctl tail {_name} stderr'");
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

        // When it reads its files again, it stops the programs that have none.
        work.Remove(file);
        work.Run(["supervisorctl", "reread"], null);
        work.Run(["supervisorctl", "update", name], $"supervisord has stopped {name}");
    }
}
