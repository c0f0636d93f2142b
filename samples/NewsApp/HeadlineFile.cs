using System.Globalization;
using System.Text;

namespace NewsApp;

/// <summary>Writes headlines to a separate file, completely or not at all.</summary>
internal static class HeadlineFile
{
    /// <summary>
    /// Writes <c>pid_{pid}_my_daemon_log_{time}.txt</c> and returns its path. An existing file of that name is not overwritten.
    /// </summary>
    public static async Task<string> WriteAsync(
        string folder, int pid, DateTimeOffset time, Headlines headlines, CancellationToken stopping)
    {
        // Sortable as text, and without the colons that some file systems and tools refuse.
        var name = string.Create(CultureInfo.InvariantCulture, $"pid_{pid}_my_daemon_log_{time.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}.txt");
        try
        {
            Directory.CreateDirectory(folder);
            return await WriteWholeAsync(folder, name, Format(headlines, time), stopping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = OneLine.From(e.Message).TrimEnd('.');
            throw new NewsException($"cannot write {name} to {folder}: {reason}; check the folder or set NEWSAPP_OUTPUT to another", e);
        }
    }

    /// <summary>Returns the text of a file: title, source, time and link of each headline.</summary>
    public static string Format(Headlines headlines, DateTimeOffset time)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{headlines.Articles?.Length} top headlines, fetched {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n");
        foreach (var article in headlines.Articles ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"""

                {OneLine.From(article.Title ?? "(no title)")}
                  source: {OneLine.From(article.Source?.Name ?? "(unknown)")}
                  time:   {article.PublishedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "(unknown)"}
                  link:   {OneLine.From(article.Url ?? "(none)", maxLength: 2000)}

                """);
        }

        return text.ToString();
    }

    /// <summary>
    /// Writes a temporary file in the same folder and renames it, so a reader of the folder sees a complete file or none.
    /// </summary>
    private static async Task<string> WriteWholeAsync(string folder, string name, string text, CancellationToken stopping)
    {
        var path = Path.Combine(folder, name);
        var temporary = Path.Combine(folder, $".{name}.tmp");
        await using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopping);
            await stream.FlushAsync(stopping);
            File.Move(temporary, path);
            return path;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
