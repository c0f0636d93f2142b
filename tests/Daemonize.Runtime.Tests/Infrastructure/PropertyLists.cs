using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Resolvers;

namespace Daemonize.Tests.Infrastructure;

/// <summary>
/// Two readers of property lists that share no code: Python's plistlib, and the XML parser of .NET with the document type of Apple and the
/// keys of launchd. plistlib finds values that it cannot read, the other the rest.
/// </summary>
internal static class PropertyLists
{
    private const string DocumentType = """
        <!ENTITY % plistObject "(array | data | date | dict | real | integer | string | true | false)">
        <!ELEMENT plist %plistObject;>
        <!ATTLIST plist version CDATA "1.0">
        <!ELEMENT array (%plistObject;)*>
        <!ELEMENT dict (key, %plistObject;)*>
        <!ELEMENT key (#PCDATA)>
        <!ELEMENT string (#PCDATA)>
        <!ELEMENT data (#PCDATA)>
        <!ELEMENT date (#PCDATA)>
        <!ELEMENT true EMPTY>
        <!ELEMENT false EMPTY>
        <!ELEMENT real (#PCDATA)>
        <!ELEMENT integer (#PCDATA)>
        """;

    /// <summary>Reads property lists, each as a text of JSON on a line, and answers with the list, or a text that says why not.</summary>
    private const string Loader = """
        import json, plistlib, sys
        for line in sys.stdin:
            try:
                print(json.dumps({"list": plistlib.loads(json.loads(line).encode(), fmt=plistlib.FMT_XML)}), flush=True)
            except Exception as error:
                print(json.dumps({"error": repr(error)}), flush=True)
        """;

    /// <summary>One for all tests, because its start takes longer than what it does. It ends when this process closes its input.</summary>
    private static readonly Lazy<Process> Python = new(static () => Process.Start(
        new ProcessStartInfo("python3", ["-c", Loader]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);

    /// <summary>Reads a property list for launchd. Fails the test unless both readers accept it and read the same.</summary>
    public static JsonObject Read(string text)
    {
        var (loaded, complaint) = ReadWithPython(text);
        var (parsed, mistake) = ReadAsLaunchd(text);
        Assert.True(complaint.Length == 0 && mistake.Length == 0, $"{complaint}{mistake}\n{text}");
        Assert.True(JsonNode.DeepEquals(loaded, parsed), $"plistlib read\n{loaded}\nand .NET\n{parsed}");
        return parsed!;
    }

    public static string Text(this JsonObject list, string key) => list[key]!.GetValue<string>();

    public static string[] Texts(this JsonObject list, string key) =>
        [.. list[key]!.AsArray().Select(static text => text!.GetValue<string>())];

    public static long Number(this JsonObject list, string key) => list[key]!.GetValue<long>();

    public static bool Flag(this JsonObject list, string key) => list[key]!.GetValue<bool>();

    /// <summary>Reads a property list with Python's plistlib; the complaint is empty if it accepts the list.</summary>
    public static (JsonNode? List, string Complaint) ReadWithPython(string text)
    {
        lock (Python)
        {
            Python.Value.StandardInput.WriteLine(JsonSerializer.Serialize(text));
            var answer = JsonNode.Parse(Python.Value.StandardOutput.ReadLine()!)!.AsObject();
            return answer["error"] is { } error ? (null, $"plistlib: {error}\n") : (answer["list"]!.DeepClone(), "");
        }
    }

    /// <summary>Reads a property list with .NET and checks its keys; the mistake is empty if there is none.</summary>
    public static (JsonObject? List, string Mistake) ReadAsLaunchd(string text)
    {
        var types = new XmlPreloadedResolver(XmlKnownDtds.None);
        types.Add(new Uri("http://www.apple.com/DTDs/PropertyList-1.0.dtd"), DocumentType);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Parse,
            ValidationType = ValidationType.DTD,
            XmlResolver = types,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            var list = (JsonObject)ToJson(XDocument.Load(reader).Root!.Elements().Single());
            var wrong = LaunchdKeys.FindWrong(list);
            return (list, wrong.Count == 0 ? "" : $"launchd.plist(5): {string.Join(", ", wrong)}\n");
        }
        catch (Exception exception) when (exception is XmlException or System.Xml.Schema.XmlSchemaException or FormatException
            or OverflowException or ArgumentException)
        {
            return (null, $"xml: {exception.Message}\n");
        }
    }

    private static JsonNode ToJson(XElement element) => element.Name.LocalName switch
    {
        "dict" => ToObject([.. element.Elements()]),
        "array" => new JsonArray([.. element.Elements().Select(ToJson)]),
        "string" => JsonValue.Create(element.Value),
        "integer" => JsonValue.Create(long.Parse(element.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        var other => throw new FormatException($"no key of launchd takes {other}"),
    };

    /// <summary>Adds the pairs, of which the document type has made sure; a key that is there twice is an ArgumentException.</summary>
    private static JsonObject ToObject(XElement[] elements)
    {
        var map = new JsonObject();
        foreach (var pair in elements.Chunk(2))
        {
            map.Add(pair[0].Value, ToJson(pair[1]));
        }

        return map;
    }
}
