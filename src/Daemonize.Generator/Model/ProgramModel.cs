namespace Daemonize.Generator.Model;

/// <summary>All that the emitters get.</summary>
/// <param name="Set">The marked methods.</param>
/// <param name="Assembly">The facts of the compilation.</param>
/// <param name="Options">The facts of the project.</param>
internal sealed record ProgramModel(DaemonSet Set, AssemblyModel Assembly, OptionsModel Options)
{
    /// <summary>What the program calls itself.</summary>
    public string Name => Assembly.Name.ToLowerInvariant();

    /// <summary>Whether a daemon, or what it takes, is obsolete.</summary>
    public bool UsesObsolete
    {
        get
        {
            foreach (var daemon in Set.Daemons)
            {
                if (daemon.IsObsolete)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether <c>Main</c> is ours to write.</summary>
    public bool NeedsMain => Assembly is { IsExecutable: true, HasEntryPoint: false } && Options.GenerateMain;
}
