using YamlDotNet.RepresentationModel;

namespace Daemonize.Tests.Repository;

/// <summary>GitHub shows a form with a mistake to nobody, and says so to nobody either.</summary>
public sealed class IssueFormTests
{
    private const string Folder = ".github/ISSUE_TEMPLATE";
    private const string Settings = $"{Folder}/config.yml";

    private static readonly string[] Elements = ["markdown", "textarea", "input", "dropdown", "checkboxes"];

    public static TheoryData<string> Forms => [.. SourceTree.Files(Folder).Where(static path => path != Settings)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void FormHasANameADescriptionAndQuestions(string path)
    {
        var form = Load(path);
        var elements = List(form["body"]);
        var questions = elements.Where(static element => Text(element, "type") != "markdown").ToList();

        Assert.NotEmpty(Text(form, "name"));
        Assert.NotEmpty(Text(form, "description"));
        Assert.All(elements, static element => Assert.Contains(Text(element, "type"), Elements));
        Assert.All(questions, static question => Assert.NotEmpty(Text((YamlMappingNode)question["attributes"], "label")));
        Assert.Equal(questions.Count, questions.Select(static question => Text(question, "id")).Distinct().Count());
        Assert.Contains(questions, static question => question.Children.ContainsKey("validations"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void ChoicesDiffer(string path)
    {
        var choices = List(Load(path)["body"])
            .Where(static element => Text(element, "type") == "dropdown")
            .Select(static element => (YamlSequenceNode)element["attributes"]["options"])
            .Select(static options => options.Select(static option => option.ToString()).ToList());

        Assert.All(choices, static options => Assert.Equal(options, options.Distinct()));
    }

    [Fact]
    public void LinksLeadToPagesOfThisRepository()
    {
        var links = List(Load(Settings)["contact_links"]).Select(static link => Text(link, "url")).ToList();
        var pages = $"{ProjectAddress.Url}/blob/main/";

        Assert.Contains(pages + "SECURITY.md", links);
        Assert.All(links, link => Assert.StartsWith(pages, link, StringComparison.Ordinal));
        Assert.All(links, link => Assert.True(File.Exists(SourceTree.Path(link[pages.Length..])), link));
    }

    private static YamlMappingNode Load(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(SourceTree.Read(path)));
        return (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    private static List<YamlMappingNode> List(YamlNode node) => [.. ((YamlSequenceNode)node).Cast<YamlMappingNode>()];

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;
}
