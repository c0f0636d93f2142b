using System.Buffers.Binary;
using System.Text.Json;
using Daemonize.History;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the name of the tool means this tool, and whether files of newer programs are there that it leaves out.</summary>
internal static class VersionCheck
{
    private const string ToolName = "daemonize";

    public static CheckResult Look(ExaminedMachine machine)
    {
        if (Environment.ProcessPath is { } own && FindOther(own, Environment.GetEnvironmentVariable("PATH") ?? "") is { } other)
        {
            return CheckResult.Found(
                $"'{ToolName}' in PATH is another program: {other}",
                $"put {Path.GetDirectoryName(own)} before {Path.GetDirectoryName(other)} in PATH", $"this tool is {own}");
        }

        List<string> newer = [.. NewerCards(), .. machine.Daemons.SelectMany(NewerFiles)];
        return newer is [var first, ..]
            ? CheckResult.Found(
                $"{first} was written by a newer version than this tool knows, which leaves it out",
                "update the tool: dotnet tool update -g Daemonize.Tool", string.Join(' ', newer))
            : CheckResult.Passed;
    }

    /// <summary>Finds the first program in PATH that has the name of the tool; null for none, or if it is this one.</summary>
    /// <param name="own">The path of this program.</param>
    /// <param name="path">The directories with colons between them.</param>
    public static string? FindOther(string own, string path)
    {
        foreach (var directory in path.Split(':'))
        {
            var file = $"{directory}/{ToolName}";
            if (directory is ['/', ..] && FileStat.TryRead(file, out var found, out _) && found.IsRegular
                && Libc.access(file, Libc.X_OK) == 0)
            {
                return FileStat.TryRead(own, out var facts, out _) && facts.IsSameFile(found) ? null : file;
            }
        }

        return null;
    }

    /// <summary>Gets the version in the text of a card or a status; null if there is none.</summary>
    public static int? VersionOf(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("version"u8)
                    && reader.Read())
                {
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : null;
                }
            }
        }
        catch (JsonException)
        {
            // Half of a text, or none of ours.
        }

        return null;
    }

    private static List<string> NewerCards() =>
        Directories.CardDirectory is { } directory && Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, "*.json").Where(static file => IsNewer(file, DaemonCard.CurrentVersion))]
            : [];

    private static List<string> NewerFiles(ExaminedDaemon daemon)
    {
        if (daemon.Seen.PidFile is not { } pidFile)
        {
            return [];
        }

        List<string> newer = [];
        var (status, history) = (StatusFile.PathOf(pidFile), HistoryFile.PathOf(pidFile));
        if (IsNewer(status, StatusText.CurrentVersion))
        {
            newer.Add(status);
        }

        if (Read(history, HistoryHeader.Size) is { Length: HistoryHeader.Size } head && IsNewerHistory(head))
        {
            newer.Add(history);
        }

        return newer;
    }

    /// <summary>Whether the beginning of a file is that of a history of a later version.</summary>
    private static bool IsNewerHistory(ReadOnlySpan<byte> head) =>
        head.StartsWith("DMNHIST\0"u8) && BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) > HistoryFormat.Version;

    private static bool IsNewer(string file, int known) => Read(file, StatusLimits.MaxLength) is { } text && VersionOf(text) > known;

    /// <summary>Reads the beginning of a small file, without following a link or waiting for a FIFO; null if there is none.</summary>
    private static byte[]? Read(string path, int most)
    {
        using var file = SmallFile.TryOpen(path, out _);
        if (file?.TryGetStat(out var facts) != true || !facts.IsRegular || facts.Size == 0)
        {
            return null;
        }

        var text = new byte[Math.Min(facts.Size, most)];
        return text[..file.ReadAt(text, 0)];
    }
}
