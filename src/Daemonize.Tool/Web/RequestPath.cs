namespace Daemonize.Tool.Web;

/// <summary>The path of a request. Nothing is decoded: no other spelling of a path means the same.</summary>
internal static class RequestPath
{
    /// <summary>
    /// Gets the path as it was sent, without the query and the part of the public address; null for one with other characters than the
    /// paths of the page have.
    /// </summary>
    /// <param name="target">The second word of the request.</param>
    /// <param name="root">The path of the public address, which ends with a slash; null for none.</param>
    public static string? Of(string target, string? root)
    {
        var path = target.Split('?', 2)[0];
        path = root is not null && path.StartsWith(root, StringComparison.Ordinal) ? path[(root.Length - 1)..] : path;
        return path is ['/', ..] && path.All(IsPlain) && !path.Contains("..", StringComparison.Ordinal) ? path : null;
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.';
}
