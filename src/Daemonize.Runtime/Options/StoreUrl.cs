using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Daemonize.Options;

/// <summary>
/// The URL of the store that the processes of a daemon share, such as <c>postgres://newsapp@db/news?group=staging</c>. Its text may contain
/// a password; what is shown of it never does.
/// </summary>
internal sealed class StoreUrl
{
    /// <summary>The scheme of the store that needs no server: files on this machine.</summary>
    public const string File = "file";

    private const string GroupParameter = "group";

    private readonly string _given;

    private StoreUrl(string given, string scheme, string text, string? group)
    {
        _given = given;
        Scheme = scheme;
        Text = text;
        Group = group;
    }

    /// <summary>Gets the scheme in lowercase, without the colon.</summary>
    public string Scheme { get; }

    /// <summary>Gets the URL without the parameter <c>group</c>, with its password.</summary>
    public string Text { get; }

    /// <summary>Gets the group, which separates deployments that share a store; null for none.</summary>
    public string? Group { get; }

    /// <summary>Reads a URL.</summary>
    /// <param name="text">The text of the URL.</param>
    /// <param name="url">The URL; null for a text that is none.</param>
    /// <param name="mistake">The reason why the text is not a URL, as a phrase without any part of it; null if there is none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out StoreUrl? url, out string? mistake)
    {
        url = null;
        var colon = StorePassword.SchemeLength(text);
        mistake = colon == 0 ? "it has no scheme"
            : HasSpace(text) ? "it contains white space"
            : null;
        if (mistake is not null)
        {
            return false;
        }

        var rest = TakeGroup(text, out var group);
        if (group is { Length: 0 })
        {
            mistake = "its group is empty";
            return false;
        }

        url = new StoreUrl(text, text.Substring(0, colon).ToLowerInvariant(), rest, group);
        return true;
    }

    /// <summary>Gets the URL with <c>***</c> in place of a password, for messages.</summary>
    public override string ToString() => StorePassword.Mask(_given);

    private static bool HasSpace(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes the parameter <c>group</c> from a URL. The last one counts, as in most readers of a query.</summary>
    private static string TakeGroup(string text, out string? group)
    {
        group = null;
        var start = text.IndexOf('?');
        if (start < 0)
        {
            return text;
        }

        var hash = text.IndexOf('#', start);
        var end = hash < 0 ? text.Length : hash;
        var rest = new StringBuilder(text, 0, start, text.Length);
        var separator = '?';
        foreach (var parameter in text.Substring(start + 1, end - start - 1).Split('&'))
        {
            if (parameter.StartsWith(GroupParameter + "=", StringComparison.Ordinal))
            {
                group = Uri.UnescapeDataString(parameter.AsSpan(GroupParameter.Length + 1));
            }
            else
            {
                rest.Append(separator).Append(parameter);
                separator = '&';
            }
        }

        return rest.Append(text, end, text.Length - end).ToString();
    }
}
