using System.Text;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Options;

/// <content>The settings of the daemon's process.</content>
internal sealed partial class Settings
{
    /// <summary>Gets the user that the daemon runs as; null for the caller.</summary>
    public string? User => FindText(Setting.User);

    public string? Group => FindText(Setting.Group);

    /// <summary>Gets the root directory as an absolute path; null if the root is not changed.</summary>
    public string? RootDirectory => Get(Setting.RootDirectory) is var path && path.Trim('/').Length > 0 ? path : null;

    public bool CoreDumps => Get(Setting.CoreDumps);

    public bool NoNewPrivileges => Get(Setting.NoNewPrivileges);

    /// <summary>Gets the limit of open files; null to keep the caller's.</summary>
    public int? MaxOpenFiles => TryGet(Setting.MaxOpenFiles, out var files) ? files : null;

    /// <summary>Gets the limit of memory in bytes; null to keep the caller's.</summary>
    public long? MaxMemory => TryGet(Setting.MaxMemory, out var bytes) ? bytes : null;

    /// <summary>Gets the nice value; null to keep the caller's.</summary>
    public int? Nice => TryGet(Setting.Nice, out var nice) ? nice : null;

    // The conversion of an empty list would be compiled by the JIT too.
    public List<int> KeepDescriptors =>
        FindGiven(Setting.KeepDescriptors)
            ?? (_definition.FindAll(Setting.KeepDescriptors) is { Count: > 0 } texts
                ? texts.ConvertAll(Setting.KeepDescriptors.Kind.Read)
                : []);

    /// <summary>Gets the variables that the attribute adds to the environment, followed by those that this command adds.</summary>
    public List<string> EnvironmentEntries =>
        [.. _definition.FindAll(Setting.Environment), .. FindGiven(Setting.Environment) ?? []];

    /// <summary>Gets the absolute path of the environment file, after a '-' if the file may be missing; null for none.</summary>
    public string? EnvironmentFile => FindText(Setting.EnvironmentFile);

    /// <summary>Reads the variables of the environment file. Throws if the file is missing or cannot be read.</summary>
    public List<NameValue> ReadEnvironmentFile()
    {
        if (EnvironmentFile is not { } given)
        {
            return [];
        }

        var path = given.TrimStart('-');
        return SmallFile.TryReadAll(path, out var error) is { } text ? EnvironmentFileText.Parse(Encoding.UTF8.GetString(text), path)
            : error.IsNotFound && given[0] == '-' ? []
            : throw error.Exception($"read the environment file {path}", WayOutFor(Setting.EnvironmentFile));
    }

    /// <summary>
    /// Gets the value that Environment or EnvironmentFile gives a variable; null if neither sets it. An unreadable file is reported by the
    /// start.
    /// </summary>
    private string? FindAddedVariable(string name)
    {
        string? found = null;
        foreach (var entry in EnvironmentEntries)
        {
            found = EnvironmentEntry.TryParse(entry, out var added, out var value) && added == name ? value ?? found : found;
        }

        try
        {
            return ReadEnvironmentFile().FindLast(variable => variable.Name == name)?.Text ?? found;
        }
        catch (DaemonException)
        {
            return found;
        }
    }
}
