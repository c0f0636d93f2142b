using System.Text;
using Daemonize.Commands;
using Daemonize.Text;
using Daemonize.Tool.Text;

namespace Daemonize.Tool.Doctor;

/// <summary>Formats an examination for people: of each daemon only what is wrong, and a last line that counts.</summary>
/// <param name="style">How to write for this terminal or pipe.</param>
/// <param name="isVerbose">Whether to show all checks, also those that passed, with their evidence.</param>
internal sealed class DoctorText(HistoryStyle style, bool isVerbose)
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Dim = "\e[2m";
    private const string Indent = "        ";

    public string Format(Examination examination)
    {
        var text = new StringBuilder();
        Append(text, "this machine", examination.Machine);
        foreach (var (daemon, items) in examination.Daemons)
        {
            Append(text, daemon.FullName, items);
        }

        return text.Append(Summary(examination, isVerbose)).Append('\n').ToString();
    }

    /// <summary>Gets the last line.</summary>
    /// <param name="examination">The checks that were made.</param>
    /// <param name="isVerbose">Whether the lines before it say why a check could not be made.</param>
    public static string Summary(Examination examination, bool isVerbose = false)
    {
        var (mistakes, warnings, remarks) =
            (examination.Count(Severity.Mistake), examination.Count(Severity.Warning), examination.Count(Severity.Remark));
        List<string> counts = [];
        Add(mistakes, "mistake", "mistakes");
        Add(warnings, "warning", "warnings");
        Add(remarks, "remark", "remarks");
        var first = counts.Count > 0 ? string.Join(", ", counts) : "nothing is wrong";
        var unknown = examination.Count(CheckOutcome.NotKnown);
        return unknown == 0 ? first + "."
            : $"{first}. {Plural.Of(unknown, "check", "checks")} could not be made{(isVerbose ? "" : ": -v says why")}.";

        void Add(int count, string one, string several)
        {
            if (count > 0)
            {
                counts.Add(Plural.Of(count, one, several));
            }
        }
    }

    private void Append(StringBuilder text, string name, IReadOnlyList<CheckedItem> items)
    {
        var passed = items.Count(static item => item.Result.Outcome == CheckOutcome.Passed);
        var unknown = items.Count(static item => item.Result.Outcome == CheckOutcome.NotKnown);
        text.Append(SafeText.Of(name)).Append($"  {passed} of {items.Count} checks passed");
        text.Append(unknown > 0 ? $", {unknown} not known\n" : "\n");

        // The worst first, and then in the order of the table.
        foreach (var item in items.Where(IsShown).OrderBy(
            static item => item.Result.Outcome == CheckOutcome.Found ? item.Severity : Severity.Remark + 1))
        {
            Append(text, item);
        }
    }

    private bool IsShown(CheckedItem item) => isVerbose || item.Result.Outcome == CheckOutcome.Found;

    private void Append(StringBuilder text, CheckedItem item)
    {
        var result = item.Result;
        var (mark, colour) = MarkOf(item);
        var what = result.Outcome switch
        {
            CheckOutcome.Found => result.Finding,
            CheckOutcome.Passed => item.Title,
            _ => $"{item.Title}: not known, because {result.Finding}",
        };
        text.Append("  ").Append(style.Paint(mark, colour)).Append(' ').Append(item.Id.PadRight(3)).Append(' ')
            .Append(SafeText.Of(what)).Append('\n');
        if (result.Advice.Length > 0)
        {
            text.Append(Indent).Append(SafeText.Of(result.Advice)).Append('\n');
        }

        if (isVerbose && result.Evidence.Length > 0)
        {
            text.Append(Indent).Append(style.Paint(SafeText.Of(result.Evidence), Dim)).Append('\n');
        }
    }

    private (string Mark, string? Colour) MarkOf(CheckedItem item) => item.Result.Outcome switch
    {
        CheckOutcome.Passed => (style.HasGlyphs ? "✓" : "+", null),
        CheckOutcome.NotKnown => ("?", Dim),
        _ => item.Severity switch
        {
            Severity.Mistake => (style.HasGlyphs ? "×" : "x", Red),
            Severity.Warning => ("!", Yellow),
            _ => ("i", null),
        },
    };
}
