using System.Text;
using System.Text.Json;
using Daemonize.CompilerServices;

namespace Daemonize.Hosting;

/// <summary>
/// A settings file, in the format of Microsoft.Extensions.Configuration: with comments and trailing commas, and names in any case. Every
/// verb reads it, so it loads as little as possible: a file without the word Daemonize is not parsed.
/// </summary>
internal static class SettingsFile
{
    private const string Section = "Daemonize";

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Adds the settings of the file, which override those already present. A file that does not exist adds nothing.</summary>
    public static void Read(string path, ConfiguredSettings settings)
    {
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            var text = File.ReadAllBytes(path);
            if (Speaks(text))
            {
                using var document = JsonDocument.Parse(WithoutMark(text), Options);
                Add(document.RootElement, settings);
            }
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"cannot read {path}: {exception.Message}", exception);
        }
    }

    private static bool Speaks(ReadOnlySpan<byte> text)
    {
        for (var next = text.IndexOfAny((byte)'D', (byte)'d'); next >= 0; next = text.IndexOfAny((byte)'D', (byte)'d'))
        {
            text = text[next..];
            if (text.Length >= Section.Length && Ascii.EqualsIgnoreCase(text[..Section.Length], Section))
            {
                return true;
            }

            text = text[1..];
        }

        return false;
    }

    /// <summary>Skips the byte order mark that some editors write before UTF-8.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(byte[] text) =>
        text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text.AsMemory(Encoding.UTF8.Preamble.Length) : text;

    private static void Add(JsonElement root, ConfiguredSettings settings)
    {
        foreach (var section in Members(root))
        {
            if (string.Equals(section.Name, Section, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var daemon in Members(section.Value))
                {
                    AddDaemon(daemon, settings);
                }
            }
        }
    }

    private static void AddDaemon(JsonProperty daemon, ConfiguredSettings settings)
    {
        settings.AddDaemon(daemon.Name);
        foreach (var setting in Members(daemon.Value))
        {
            settings.Set(daemon.Name, setting.Name, TextOf(setting.Value));
        }
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;

    /// <summary>
    /// Converts a value to its text on the command line: the items of a list are separated by commas, and null sets nothing.
    /// </summary>
    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.Array => ListOf(value),
        _ => value.GetRawText(),
    };

    private static string ListOf(JsonElement array)
    {
        List<string> texts = [];
        foreach (var item in array.EnumerateArray())
        {
            texts.Add(Escape(TextOf(item)));
        }

        return string.Join(',', texts);
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);
}
