using System.Text;
using Daemonize.CompilerServices;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Options;

/// <content>The settings of the daemon's process.</content>
internal sealed partial class Settings
{
    /// <summary>Gets the user that the daemon runs as; null for the caller.</summary>
    public string? User => ReadName(SettingOption.User) ?? _definition.User;

    public string? Group => ReadName(SettingOption.Group) ?? _definition.Group;

    /// <summary>Gets the root directory as an absolute path; null if the root is not changed.</summary>
    public string? RootDirectory =>
        (ReadDirectory(SettingOption.RootDirectory) ?? _definition.RootDirectory) is var path && path.Trim('/').Length > 0 ? path : null;

    public bool CoreDumps => ReadFlag(SettingOption.CoreDumps) ?? _definition.CoreDumps;

    public bool NoNewPrivileges => ReadFlag(SettingOption.NoNewPrivileges) ?? _definition.NoNewPrivileges;

    /// <summary>Gets the limit of open files; null to keep the caller's.</summary>
    public int? MaxOpenFiles => ReadNumber(SettingOption.MaxOpenFiles) ?? _definition.MaxOpenFiles;

    /// <summary>Gets the limit of memory in bytes; null to keep the caller's.</summary>
    public long? MaxMemory =>
        Read(SettingOption.MaxMemory) is not var (source, text) ? _definition.MaxMemory
        : ByteSize.TryParse(text, out var bytes) && bytes > 0 ? bytes
        : throw Refuse(SettingOption.MaxMemory, source, text);

    /// <summary>Gets the nice value; null to keep the caller's.</summary>
    public int? Nice => ReadNumber(SettingOption.Nice) ?? _definition.Nice;

    public int[] KeepDescriptors =>
        Read(SettingOption.KeepDescriptors) is var (source, text)
            ? [.. OptionList.Split(text).ConvertAll(number => ParseDescriptor(source, number))]
            : _definition.KeepDescriptors;

    /// <summary>Gets the variables that the attribute adds to the environment, followed by those that this command adds.</summary>
    public List<string> EnvironmentEntries
    {
        get
        {
            var (source, entries) = ReadEntries();
            return entries.Find(static entry => !EnvironmentEntry.TryParse(entry, out _, out _)) is { } mistaken
                ? throw Refuse(SettingOption.Environment, source, mistaken)
                : [.. _definition.Environment, .. entries];
        }
    }

    /// <summary>Gets the absolute path of the environment file, after a '-' if the file may be missing; null for none.</summary>
    public string? EnvironmentFile =>
        Read(SettingOption.EnvironmentFile) is not var (source, text) ? _definition.EnvironmentFile
        : PathRule.FindMistakeOfAbsoluteFile(text) is { } mistake ? throw Refuse(SettingOption.EnvironmentFile, source, text, mistake)
        : text;

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
            : throw error.Exception($"read the environment file {path}", WayOutFor(SettingOption.EnvironmentFile));
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

    private void CheckContext() =>
        _ = (User, Group, RootDirectory, CoreDumps, NoNewPrivileges, MaxOpenFiles, MaxMemory, Nice, KeepDescriptors, EnvironmentEntries,
            EnvironmentFile);

    /// <summary>
    /// Gets the entries of Environment. Each use of the option is one entry, which may contain commas; a variable is a list.
    /// </summary>
    private (OptionSource Source, List<string> Entries) ReadEntries()
    {
        return _given.AllOf(SettingOption.Environment.Name) is { Count: > 0 } arguments
            ? (OptionSource.Argument(SettingOption.Environment.Name), arguments)
            : Read(SettingOption.Environment) is var (source, text) ? (source, OptionList.Split(text))
            : (OptionSource.Variable(VariableOf(SettingOption.Environment)), []);
    }

    private static int ParseDescriptor(OptionSource source, string text) =>
        OptionText.TryInteger(text, out int number) && SettingOption.KeepDescriptors.Range!.Contains(number)
            ? number
            : throw Refuse(SettingOption.KeepDescriptors, source, text);

    private string? ReadName(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : UserName.IsValid(text) ? text
        : throw Refuse(setting, source, text);
}
