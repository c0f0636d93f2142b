using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>
/// Checks random command lines and environments against an independent model: the result is the value of the model or a usage error, never
/// another value or another exception. The seed is fixed, so a failure is repeatable.
/// </summary>
public sealed partial class OptionFuzzTests
{
    private const int Rounds = 20_000;

    private static readonly DaemonDefinition Fetch = new()
    {
        Name = "fetch",
        Bind = Bind,
        Options =
        [
            new() { Name = "text", Alias = 't', Variable = "FUZZ_TEXT", Accepted = "text" },
            new() { Name = "count", Alias = 'n', Variable = "FUZZ_COUNT", Accepted = "a number" },
            new() { Name = "loud", Alias = 'l', Variable = "FUZZ_LOUD", Accepted = "true or false", Form = OptionForm.Flag },
            new() { Name = "tags", Variable = "FUZZ_TAGS", Accepted = "text", Form = OptionForm.List },
            new() { Name = "ports", Alias = 'p', Variable = "FUZZ_PORTS", Accepted = "a number", Form = OptionForm.List },
        ],
    };

    private static readonly DaemonProgram Program = Definitions.CreateProgram(Fetch, Definitions.Create("serve"));

    private static readonly string[] Pieces =
    [
        "a", "de", "", " ", "-", "--", "-1", "0", "7", "65535", "65536", "-32769", "32767", "32768", "1e3", "1,000", "a,b", @"a\,b", @"\\",
        ",", "true", "no", "TRUE", "=", "a=b", "\n", "\0", "é", "😀",
        "--text", "--count", "--loud", "--no-loud", "-l", "-t", "start", "fetch", "99999999999999999999", "+5", "٣", "'", "\"", "$(x)",
        "%s",
    ];

    private static (string Text, short Count, bool Loud, string[] Tags, ushort[] Ports) _bound;

    /// <summary>A value in any of the valid notations arrives.</summary>
    [Fact]
    public void WhatIsMeantArrives()
    {
        var random = new Random(1);
        for (var i = 0; i < Rounds; i++)
        {
            var meant =
                (Text: Pick(random, Pieces), Count: (short)random.Next(short.MinValue, short.MaxValue + 1), Loud: random.Next(2) == 0,
                Tags: Several(random, () => Pick(random, Pieces)), Ports: Several(random, () => (ushort)random.Next(65536)));
            if (meant.Text.Contains('\0') || meant.Tags.Any(static tag => tag.Contains('\0')) || meant.Tags is [""])
            {
                continue;
            }

            List<string> args = [];
            Dictionary<string, string> variables = [];
            Write(random, args, variables, "text", 't', meant.Text);
            Write(random, args, variables, "count", 'n', meant.Count.ToString(CultureInfo.InvariantCulture));
            WriteFlag(random, args, variables, meant.Loud);
            WriteList(random, args, variables, "tags", '\0', meant.Tags);
            WriteList(random, args, variables, "ports", 'p', [.. meant.Ports.Select(port => port.ToString(CultureInfo.InvariantCulture))]);

            Assert.Null(Run(["start", "fetch", .. args], variables));
            Assert.Equal(meant.Text, _bound.Text);
            Assert.Equal((meant.Count, meant.Loud), (_bound.Count, _bound.Loud));
            Assert.Equal(meant.Tags, _bound.Tags);
            Assert.Equal(meant.Ports, _bound.Ports);

            // The arguments for the stages mean the same.
            var stage = CommandLine.Parse(Program, ["start", "fetch", .. args]).OptionsOf(Fetch).Arguments;
            Assert.Null(Run(["@daemon", "fetch", .. stage], variables));
            Assert.Equal(meant.Text, _bound.Text);
            Assert.Equal(meant.Tags, _bound.Tags);
        }
    }

    /// <summary>Words in random order.</summary>
    [Fact]
    public void AnythingElseIsAUsageErrorInOneLine()
    {
        var random = new Random(2);
        var accepted = 0;
        for (var i = 0; i < Rounds; i++)
        {
            string[] args = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Word(random))];
            var error = Run(["start", .. args, "fetch"], []);
            if (error is not null)
            {
                Assert.Equal(2, error.ExitCode);
                Assert.DoesNotContain(error.Message, static character => char.IsControl(character));
                Assert.InRange(error.Message.Length, 10, 500);
            }
            else
            {
                accepted++;
            }
        }

        Assert.InRange(accepted, Rounds / 100, Rounds);
    }

    /// <summary>The meaning of decimal digits, calculated with unlimited precision.</summary>
    [Fact]
    public void NumberIsWhatItsDigitsSay()
    {
        var random = new Random(3);
        for (var i = 0; i < Rounds; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, Pieces)));
            var isNumber = WholeNumber().IsMatch(text);
            short? meant =
                isNumber && BigInteger.Parse(text, CultureInfo.InvariantCulture) is var number && number >= short.MinValue
                    && number <= short.MaxValue ? (short)number : null;

            Assert.Equal(meant is null, Run(["start", "fetch", $"--count={text}"], []) is not null);
            Assert.Equal(meant is null && text.Length > 0, Run(["start", "fetch"], new() { ["FUZZ_COUNT"] = text }) is not null);
            if (meant is not null)
            {
                Assert.Equal(meant, _bound.Count);
            }
        }
    }

    /// <summary>A user's parser that throws instead of returning false.</summary>
    [Fact]
    public void ReaderThatThrowsRefuses()
    {
        var definition = new DaemonDefinition
        {
            Name = "fetch",
            Bind = static values =>
            {
                _ = values.GetRequired(0, static (string text, out int value) => throw new FormatException($"no {text}\nat all"));
                return static (_, _) => new(0);
            },
            Options = Fetch.Options,
        };
        var given = new SuppliedOptions();
        given.AddArgument("text", "x");
        var exception = Assert.Throws<DaemonException>(() => new DaemonInstance(definition, Program, given).Bind());
        Assert.Equal("--text takes text, not 'x': no x?at all", exception.Message);
    }

    private static Func<DaemonContext, CancellationToken, ValueTask<int>> Bind(OptionBinder values)
    {
        _bound = (
            values.Get(0, OptionText.TryString, "none"),
            values.Get<short>(1, OptionText.TryInteger, 1),
            values.Get(2, OptionText.TryBoolean, false),
            values.GetList<string>(3, OptionText.TryString) ?? [],
            values.GetList<ushort>(4, OptionText.TryInteger) ?? []);
        return static (_, _) => new(0);
    }

    private static DaemonException? Run(string[] args, Dictionary<string, string> variables)
    {
        try
        {
            var given = CommandLine.Parse(Program, args).OptionsOf(Fetch);
            foreach (var (name, text) in variables)
            {
                given.SetVariable(name, text);
            }

            _ = new DaemonInstance(Fetch, Program, given).Bind();
            return null;
        }
        catch (DaemonException exception)
        {
            return exception;
        }
    }

    private static void Write(Random random, List<string> args, Dictionary<string, string> variables, string name, char alias, string text)
    {
        if (random.Next(3) == 0 && text.Length > 0)
        {
            variables["FUZZ_" + name.ToUpperInvariant()] = text;
            return;
        }

        // The last of several values wins, and every argument overrides the variable.
        if (random.Next(3) == 0)
        {
            variables["FUZZ_" + name.ToUpperInvariant()] = "overruled";
            args.Add($"--{name}=overruled");
        }

        AddOption(random, args, name, alias, text);
    }

    private static void AddOption(Random random, List<string> args, string name, char alias, string text)
    {
        var word = alias != '\0' && random.Next(2) == 0 ? $"-{alias}" : $"--{name}";
        var mayStandAlone = text is not ['-', not ((>= '0' and <= '9') or '.'), ..];
        if (mayStandAlone && random.Next(2) == 0)
        {
            args.AddRange([word, text]);
        }
        else
        {
            args.Add($"{word}={text}");
        }
    }

    private static void WriteFlag(Random random, List<string> args, Dictionary<string, string> variables, bool value)
    {
        switch (random.Next(4))
        {
            case 0:
                variables["FUZZ_LOUD"] = Pick(random, value ? ["true", "Yes", "on", "1"] : ["false", "NO", "off", "0"]);
                break;
            case 1:
                args.Add(value ? "--loud=true" : "--loud=false");
                break;
            case 2:
                args.AddRange(["--no-loud", value ? "-l" : "--no-loud"]);
                break;
            default:
                args.Add(value ? "--loud" : "--no-loud");
                break;
        }
    }

    private static void WriteList(
        Random random, List<string> args, Dictionary<string, string> variables, string name, char alias, string[] values)
    {
        string[] escaped = [.. values.Select(value => Regex.Replace(value, @"[\\,]", @"\$0"))];
        if (random.Next(3) == 0 && values.Length > 0)
        {
            variables["FUZZ_" + name.ToUpperInvariant()] = string.Join(',', escaped);
        }
        else if (random.Next(2) == 0 && !values.Contains(""))
        {
            // Each is checked separately; an empty text would not be a value.
            Array.ForEach(escaped, value => AddOption(random, args, name, alias, value));
        }
        else
        {
            AddOption(random, args, name, alias, string.Join(',', escaped));
        }
    }

    private static string Word(Random random) => random.Next(4) switch
    {
        0 => Pick(random, "--text", "--count", "--loud", "--no-loud", "--tags", "--ports", "-t", "-n", "-l", "-p"),
        1 => Pick(random, "--text=", "--count=", "--loud=", "--tags=", "--ports=", "-t=", "-n=") + Pick(random, Pieces),
        2 => Pick(random, Pieces),
        _ => string.Concat(Pick(random, Pieces), Pick(random, Pieces)),
    };

    private static T[] Several<T>(Random random, Func<T> create) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => create())];

    private static string Pick(Random random, params string[] items) => items[random.Next(items.Length)];

    [GeneratedRegex(@"^[+-]?[0-9]+\z")]
    private static partial Regex WholeNumber();
}
