using Daemonize.Platform.Linux;
using Daemonize.Units;

namespace Daemonize.Commands;

/// <summary>Gives a daemon to supervisord: one file, which it is told to read.</summary>
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

        // Told to read its files anew, it stops what it has none of.
        work.Remove(file);
        work.Run(["supervisorctl", "reread"], null);
        work.Run(["supervisorctl", "update", name], $"supervisord has stopped {name}");
    }
}
