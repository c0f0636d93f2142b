using System.Xml.Linq;

namespace Daemonize.Tests.Repository;

/// <summary>The documentation file of the library: the XML comments of its members.</summary>
internal static class DocumentationFile
{
    private static readonly Dictionary<string, XElement> Members = XDocument
        .Load(Path.ChangeExtension(typeof(DaemonAttribute).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(static member => member.Attribute("name")!.Value);

    /// <summary>Gets the summary of a member as a paragraph of Markdown.</summary>
    public static string SummaryOf(string member) =>
        string.Join(' ', Text(Members[member].Element("summary")!).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(XElement element) => string.Concat(element.Nodes().Select(static node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{Reference(see)}`",
        XElement other => Text(other),
        _ => "",
    }));

    /// <summary>Gets the short name of what is referred to: of an enumeration's member with the type.</summary>
    private static string Reference(XElement see)
    {
        if (see.Attribute("langword") is { } word)
        {
            return word.Value;
        }

        var name = see.Attribute("cref")!.Value.Split('(')[0];
        var parts = name[2..].Split('.');
        return name.StartsWith("F:", StringComparison.Ordinal) ? $"{parts[^2]}.{parts[^1]}" : parts[^1];
    }
}
