using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// The documentation comment of a method, for the help. It is read as text, because the compiler reads these comments only in projects that
/// generate a documentation file.
/// </summary>
internal sealed class Documentation
{
    private readonly SyntaxTree _tree;
    private readonly List<SyntaxTrivia> _comments;
    private readonly XElement? _xml;

    private Documentation(SyntaxTree tree, List<SyntaxTrivia> comments)
    {
        _tree = tree;
        _comments = comments;
        _xml = ParseXml(string.Concat(comments.Select(Uncomment)));
    }

    /// <summary>Gets the summary of the method, on one line; empty if there is none.</summary>
    public string Summary => _xml?.Element("summary") is { } summary ? ToLine(summary) : "";

    public static Documentation Of(SyntaxNode declaration) =>
        new(declaration.SyntaxTree, declaration.GetLeadingTrivia().Where(IsDocumentation).ToList());

    /// <summary>Returns the description of a parameter, on one line; empty if there is none.</summary>
    public string Parameter(string name) =>
        _xml?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == name) is { } param ? ToLine(param) : "";

    /// <summary>Returns the documented parameters, each with the location of its name.</summary>
    public IEnumerable<(string Name, Location Location)> Parameters()
    {
        foreach (var name in _xml?.Elements("param").Select(static param => (string?)param.Attribute("name")) ?? [])
        {
            if (name is { Length: > 0 } && Locate(name) is { } location)
            {
                yield return (name, location);
            }
        }
    }

    private Location? Locate(string name)
    {
        foreach (var comment in _comments)
        {
            var at = comment.ToString().IndexOf($"\"{name}\"", StringComparison.Ordinal);
            if (at >= 0)
            {
                return Location.Create(_tree, new TextSpan(comment.SpanStart + at + 1, name.Length));
            }
        }

        return null;
    }

    // If the compiler has read a documentation comment, the span of the trivia omits the first slashes.
    private static bool IsDocumentation(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
        || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal))
        || (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.ToString().StartsWith("/**", StringComparison.Ordinal));

    private static string Uncomment(SyntaxTrivia comment)
    {
        var text = new StringBuilder();
        foreach (var line in comment.ToFullString().Split('\n'))
        {
            var content = line.Trim();
            text.Append(content.StartsWith("///", StringComparison.Ordinal) ? content.Substring(3) : TrimStars(content)).Append('\n');
        }

        return text.ToString();
    }

    private static string TrimStars(string line)
    {
        line = line.StartsWith("/**", StringComparison.Ordinal) ? line.Substring(3) : line;
        line = line.EndsWith("*/", StringComparison.Ordinal) ? line.Substring(0, line.Length - 2) : line;
        return line.StartsWith("*", StringComparison.Ordinal) ? line.Substring(1) : line;
    }

    private static XElement? ParseXml(string text)
    {
        try
        {
            return text.Length == 0 ? null : XElement.Parse($"<doc>{text}</doc>");
        }
        catch (XmlException)
        {
            // The comment is incomplete or not XML: the help omits it.
            return null;
        }
    }

    private static string ToLine(XElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return string.Join(" ", text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }
            else if (node is XElement { IsEmpty: true } reference)
            {
                text.Append(' ').Append(Referent(reference));
            }
            else if (node is XElement inner)
            {
                text.Append(inner.Name == "para" ? " " : "");
                Append(text, inner);
            }
        }
    }

    // The help shows "Fetch" for cref="M:App.News.Fetch(System.String)" and for cref="News.Fetch".
    private static string Referent(XElement reference)
    {
        var name =
            (string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("cref") ?? "";
        var end = name.IndexOf('(');
        name = end < 0 ? name : name.Substring(0, end);
        return name.Substring(name.LastIndexOf('.') + 1);
    }
}
