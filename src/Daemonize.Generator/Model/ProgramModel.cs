namespace Daemonize.Generator.Model;

/// <summary>The input of the emitters.</summary>
/// <param name="Set">The marked methods of the program.</param>
/// <param name="Assembly">The facts about the compilation.</param>
/// <param name="Options">The facts from the project file.</param>
/// <param name="Stores">The stores for clusters, ordered by scheme.</param>
internal sealed record ProgramModel(
    DaemonSet Set, AssemblyModel Assembly, OptionsModel Options, EquatableArray<StoreModel> Stores = default)
{
    /// <summary>Indicates whether the daemons can be generated.</summary>
    public bool IsValid => Set.IsValid && !Assembly.IsLanguageOld;

    /// <summary>Gets the name that the program uses for itself.</summary>
    public string Name => Assembly.Name.ToLowerInvariant();

    /// <summary>
    /// Gets the version that the program reports. The version of the assembly comes first, because a build target (MinVer, GitVersion) may
    /// compute it after the compiler has received the properties of the project. The revision that the SDK adds (<c>+d9ba05…</c>) is
    /// omitted, unless the project's own version contains it.
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
    /// Gets the ids of the compiler diagnostics that every use of a name in generated code causes. The user handles them where the names
    /// are written: in an attribute of the method, a pragma, or the project.
    /// </summary>
    public IEnumerable<string> Silenced
    {
        get
        {
            var ids = new SortedSet<string>(Set.Handles.SelectMany(static handle => handle.Silenced), StringComparer.Ordinal);
            if (Assembly.Others is not null)
            {
                // A type of this program hides a type of a referenced program.
                ids.Add("CS0436");
            }

            ids.UnionWith(Set.Daemons.SelectMany(static daemon => daemon.Callbacks.All).SelectMany(static callback => callback.Silenced));
            return ids;
        }
    }

    /// <summary>Indicates whether the generator writes <c>Main</c>.</summary>
    public bool NeedsMain => Assembly is { IsExecutable: true, HasEntryPoint: false } && Options.GenerateMain;
}
