using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>
/// Breaks code as people at a keyboard do, and in some other ways. The same number breaks it in the same way on every machine.
/// </summary>
internal sealed class Mutation
{
    /// <summary>Replacements for an attribute's argument.</summary>
    public static readonly string[] Nonsense =
    [
        "null", "default", "1", "1.5", "'x'", "\"\"", "\" \"", "\"\\0\"", "\"10 s\"", "\"/\"", "\"-\"", "\"a.b\"", "\"a-b\"", "\"Ä\"",
        "\"\\ud800\"", "(string)null",
        "nameof(Task)", "nameof", "typeof(int)", "new string[0]", "new[] { \"a\" }", "\"a\" + 1", "\"a\" + null", "$\"{1}\"",
        "\"\"\"x\"\"\"", "\"x\"u8", "checked(1)",
        "true", "System", "Missing", "DayOfWeek.Monday", "(1, 2)", "x => x", "throw null", "[]", "\"99999999999999999999d\"", "\"1.1.1s\"",
        "unchecked((byte)300)",
    ];

    private static readonly string[] Noise =
    [
        "{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ".", "=>", "=", "?", "*", "&", "ref", "out", "params", "this", "static", "async",
        "partial", "unsafe", "abstract",
        "virtual", "extern", "file", "private", "required", "readonly", "const", "record", "class", "interface", "struct", "enum",
        "namespace", "using", "void", "int",
        "var", "dynamic", "where", "operator", "implicit", "[Daemon]", "[Daemon(", "[Daemon(Name", "[Daemon(Name =",
        "[Daemon(Name = \"x\", Name = \"y\")]", "<T>", "\"",
        "@", "$\"", "//", "/*", "#if", "#pragma warning", "\n#line 1 \"x\"\n", "#nullable", "~", "global::", "\u0001", "\ud800", "0x", "1e",
        "'",
    ];

    private static readonly ConcurrentDictionary<string, string[]> Split = new(StringComparer.Ordinal);

    private readonly Random _random;
    private readonly List<string> _tokens;

    private Mutation(string source, int seed)
    {
        _random = new Random(seed);
        _tokens = [.. Split.GetOrAdd(source, static source =>
            [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString())])];
    }

    public static string Of(string source, int seed)
    {
        var mutation = new Mutation(source, seed);
        for (var i = 0; i <= seed % 3; i++)
        {
            mutation.Spoil();
        }

        return string.Concat(mutation._tokens);
    }

    private void Spoil()
    {
        var at = _random.Next(_tokens.Count);
        var other = _random.Next(_tokens.Count);
        switch (_random.Next(9))
        {
            case 0:
                _tokens.RemoveAt(at);
                break;
            case 1:
                _tokens.Insert(at, _tokens[at]);
                break;
            case 2:
                (_tokens[at], _tokens[other]) = (_tokens[other], _tokens[at]);
                break;
            case 3:
                _tokens.Insert(at, " " + Noise[_random.Next(Noise.Length)] + " ");
                break;
            case 4:
                _tokens.RemoveRange(at, Math.Min(_random.Next(12), _tokens.Count - at));
                break;
            case 5:
                ReplaceOneOf(token => token.StartsWith('"') || token.StartsWith('@'), () => Nonsense[_random.Next(Nonsense.Length)]);
                break;
            case 6:
                ReplaceOneOf(
                    token => token is "static" or "partial" or "async" or "internal" or "file" or "const",
                    () => Noise[_random.Next(Noise.Length)]);
                break;
            case 7:
                ReplaceOneOf(
                    token => token is "void" or "Task" or "int" or "ValueTask" or "string",
                    () => _random.Next(2) == 0 ? "" : _tokens[other]);
                break;
            default:
                ReplaceOneOf(SyntaxFacts.IsValidIdentifier, () => _tokens[other]);
                break;
        }
    }

    private void ReplaceOneOf(Predicate<string> isCandidate, Func<string> replacement)
    {
        var start = _random.Next(_tokens.Count);
        var index = _tokens.FindIndex(start, token => isCandidate(token.Trim()));
        if (index >= 0)
        {
            _tokens[index] = replacement() + " ";
        }
    }
}
