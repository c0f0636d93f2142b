namespace Daemonize.Tool.Doctor;

/// <summary>What was seen of a check.</summary>
/// <param name="Outcome">Whether something is wrong.</param>
/// <param name="Finding">What is wrong, or why it is not known; empty for a check that passed.</param>
/// <param name="Advice">What to do: a command, or a setting; empty for a check that passed.</param>
/// <param name="Evidence">What was read, for who does not believe it; may be empty.</param>
internal sealed record CheckResult(CheckOutcome Outcome, string Finding, string Advice, string Evidence)
{
    public static readonly CheckResult Passed = new(CheckOutcome.Passed, "", "", "");

    /// <summary>A severity other than that of the check; null for that of the check.</summary>
    public Severity? Severity { get; private init; }

    public static CheckResult PassedAs(string evidence) => new(CheckOutcome.Passed, "", "", evidence);

    public static CheckResult Found(string finding, string advice, string evidence = "", Severity? severity = null) =>
        new(CheckOutcome.Found, finding, advice, evidence) { Severity = severity };

    public static CheckResult NotKnown(string why) => new(CheckOutcome.NotKnown, why, "", "");
}

/// <summary>Whether something is wrong.</summary>
internal enum CheckOutcome
{
    Passed,
    Found,

    /// <summary>It could not be seen. That never counts as passed.</summary>
    NotKnown,
}
