using System.Text;

namespace Daemonize.Tests.Repository;

/// <summary>
/// The reference pages are written from the tables of settings and verbs: set UPDATE_SNAPSHOTS=1 to write them again, and review the
/// change.
/// </summary>
public sealed class ReferencePageTests
{
    private const string Mark = "<!-- Everything below is written by ReferencePageTests from the tables in src/Shared. -->";

    private static readonly Dictionary<SettingGroup, string> Titles = new()
    {
        [SettingGroup.Schedule] = "Schedule",
        [SettingGroup.Failure] = "Failures and restarts",
        [SettingGroup.Cluster] = "Several machines",
        [SettingGroup.Other] = "Results, instances, start and stop",
        [SettingGroup.Log] = "Log",
        [SettingGroup.Process] = "Process",
    };

    [Fact]
    public void SettingsPageFollowsTheTable()
    {
        List<string> text = [];
        foreach (var group in Setting.All.GroupBy(static setting => setting.Section))
        {
            text.Add($"\n## {Titles[group.Key]}\n");
            Array.ForEach([.. group], setting => AppendSetting(text, setting));
        }

        text.Add("\n## Properties that are not options\n");
        foreach (var property in PropertiesWithoutOption())
        {
            text.Add($"\n### {property}\n\n{DocumentationOf(property)}\n");
        }

        CheckPage("docs/settings.md", string.Concat(text));
    }

    [Fact]
    public void VerbsPageFollowsTheTable()
    {
        List<string> text = [];
        foreach (var verb in Verb.All)
        {
            text.Add($"\n## {verb.Name}\n\n{verb.Help}.{NoteOf(verb)} {DescribeSettings(verb)}\n");
            text.Add(verb.Options.Length > 0 ? "\n" : "");
            Array.ForEach(verb.Options, option => text.Add($"- `{option.Syntax.TrimStart()}`: {option.Help}\n"));
        }

        CheckPage("docs/verbs.md", string.Concat(text));
    }

    private static List<string> PropertiesWithoutOption() =>
    [
        .. typeof(DaemonAttribute).GetProperties()
            .Where(static property => property.DeclaringType == typeof(DaemonAttribute))
            .Select(static property => property.Name)
            .Except(Setting.All.Select(static setting => setting.Property))
            .Order(StringComparer.Ordinal),
    ];

    private static void AppendSetting(List<string> text, Setting setting)
    {
        var syntax = setting.IsFlag ? $"--[no-]{setting.Name}" : $"--{setting.Name} <{setting.Placeholder}>";
        text.Add($"\n### {setting.Property}\n\n{DocumentationOf(setting)}\n\n");
        text.Add($"- Option `{syntax}`: {setting.Accepted}\n");
        text.Add(setting.ShownDefault("NAME") is { } fallback ? $"- Default: `{fallback}`\n" : "");
        text.Add(ScopeOf(setting.Scope) is { } scope ? $"- For {scope}\n" : "");
    }

    private static string? ScopeOf(SettingScope scope) => scope switch
    {
        SettingScope.Every => null,
        SettingScope.Interval => "daemons with `Interval`",
        SettingScope.Delay => "daemons with `Delay`",
        SettingScope.Cron => "daemons with `Cron`",
        SettingScope.Slots => "daemons with `Interval` or `Cron`",
        SettingScope.Ticks => "daemons with a schedule",
        SettingScope.Cluster => "daemons with `Scope = DaemonScope.Cluster`",
        _ => "daemons with `OnResult`",
    };

    private static string NoteOf(Verb verb) =>
        (verb.Alias is { } alias ? $" Also: `{alias}`." : "") +
        (verb.IsOfCluster ? " Only in programs with a daemon of a [cluster](cluster.md)." : "");

    private static string DescribeSettings(Verb verb) => verb.Settings switch
    {
        VerbSettings.Method => "Takes the options of the method and all [settings](settings.md).",
        VerbSettings.ServiceFile =>
            "Takes the options of the method and all [settings](settings.md) but `--user` and `--keep-descriptors`.",
        VerbSettings.Store => "Takes the setting `--cluster`.",
        VerbSettings.Stop => "Takes the settings `--pid-file`, `--log-file`, `--error-file`, `--stop-timeout` and `--user`.",
        VerbSettings.Files => "Takes the settings `--pid-file`, `--log-file` and `--error-file`.",
        _ => "Takes no settings.",
    };

    private static string DocumentationOf(Setting setting) =>
        setting.IsOfAttribute
            ? DocumentationOf(setting.Property)
            : "Not a property of the attribute. " + DocumentationFile.SummaryOf($"P:Daemonize.DaemonOptions.{setting.Property}");

    private static string DocumentationOf(string property) => DocumentationFile.SummaryOf($"P:Daemonize.DaemonAttribute.{property}");

    private static void CheckPage(string page, string reference)
    {
        var path = SourceTree.Path(page);
        var whole = File.ReadAllText(path);
        var begin = whole.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(begin >= 0, $"{page} has no mark; add the line {Mark}");
        var expected = $"{whole[..begin]}{Mark}\n{Wrapped(reference)}";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, whole);
    }

    /// <summary>Wraps paragraphs and list items at 120 columns.</summary>
    private static string Wrapped(string text)
    {
        const int width = 120;
        var wrapped = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var column = 0;
            foreach (var word in line.Split(' '))
            {
                if (column > 0 && column + 1 + word.Length > width)
                {
                    wrapped.Append('\n').Append(line.StartsWith('-') ? "  " : "");
                    column = line.StartsWith('-') ? 2 : 0;
                }
                else if (column > 0)
                {
                    wrapped.Append(' ');
                    column++;
                }

                wrapped.Append(word);
                column += word.Length;
            }

            wrapped.Append('\n');
        }

        return wrapped.ToString().TrimEnd('\n') + "\n";
    }
}
