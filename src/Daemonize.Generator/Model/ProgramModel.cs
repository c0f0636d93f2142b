namespace Daemonize.Generator.Model;

/// <summary>All that the emitters get.</summary>
/// <param name="Set">The marked methods.</param>
/// <param name="Assembly">The facts of the compilation.</param>
/// <param name="Options">The facts of the project.</param>
internal sealed record ProgramModel(DaemonSet Set, AssemblyModel Assembly, OptionsModel Options)
{
    /// <summary>Whether the daemons can be generated.</summary>
    public bool IsValid => Set.IsValid && !Assembly.IsLanguageOld;

    /// <summary>What the program calls itself.</summary>
    public string Name => Assembly.Name.ToLowerInvariant();

    /// <summary>
    /// What the program says its version is. Its assembly knows best: a target of the build (MinVer, GitVersion) may compute the version after the properties of the
    /// project have been handed to the compiler. The revision that the SDK adds (<c>+d9ba05…</c>) is left out, what the project itself says is not.
    /// </summary>
    public string Version
    {
        get
        {
            if (Assembly.Version is not { } version)
            {
                return Options.Version.Length > 0 ? Options.Version : "1.0.0";
            }

            var own = Options.Version;
            var isOwn = own.Length > 0 && version.StartsWith(own, StringComparison.Ordinal)
                && (version.Length == own.Length || version[own.Length] == (own.Contains('+') ? '.' : '+'));
            return isOwn ? own : version.Split('+')[0];
        }
    }

    /// <summary>
    /// Ids of what the compiler says of every use of what generated code names: the user has answered it where the names are written, in an attribute of the
    /// method, a pragma, or the project.
    /// </summary>
    public IEnumerable<string> Silenced
    {
        get
        {
            var ids = new SortedSet<string>(Set.Handles.SelectMany(static handle => handle.Silenced), StringComparer.Ordinal);
            if (Assembly.Others is not null)
            {
                // That a type of this program hides one of a referenced program.
                ids.Add("CS0436");
            }

            ids.UnionWith(Set.Daemons.SelectMany(static daemon => daemon.Callbacks.All).SelectMany(static callback => callback.Silenced));
            return ids;
        }
    }

    /// <summary>Whether <c>Main</c> is ours to write.</summary>
    public bool NeedsMain => Assembly is { IsExecutable: true, HasEntryPoint: false } && Options.GenerateMain;
}
