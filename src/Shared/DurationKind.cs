
namespace Daemonize;

/// <summary>A duration, such as <c>1h30m</c>.</summary>
/// <param name="mayBeZero">Whether zero is accepted.</param>
/// <param name="mayBeOff">Whether "off" is accepted, as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
internal sealed class DurationKind(bool mayBeZero, bool mayBeOff) : SettingKind<SettingTime>("duration")
{
    /// <summary>The mistake of a duration that is zero but must not be.</summary>
    public const string NotPositive = "it is zero";

    /// <summary>The mistake of a duration that is shorter than <see cref="Least"/>.</summary>
    public const string TooShort = "it is too short";

    public bool MayBeOff => mayBeOff;

    /// <summary>Gets the shortest accepted duration; zero for any.</summary>
    public TimeSpan Least { get; init; }

    public override string Accepted =>
        mayBeOff ? Duration.Accepted + ", or off"
        : Least > TimeSpan.Zero ? Duration.Accepted + ", at least " + Duration.Format(Least)
        : Duration.Accepted;

    public override bool TryParse(string text, out SettingTime value, out string? mistake)
    {
        mistake = null;
        if (mayBeOff && text == CronText.Off)
        {
            value = Timeout.InfiniteTimeSpan;
            return true;
        }

        var isDuration = Duration.TryParse(text, out var duration);
        value = duration;
        mistake = !isDuration ? null
            : duration == TimeSpan.Zero && !mayBeZero ? NotPositive
            : duration < Least ? TooShort
            : null;
        return isDuration && mistake is null;
    }

    public override string Refuse(string shown, string? mistake) =>
        mistake is not null && Least > TimeSpan.Zero ? "must be at least " + Duration.Format(Least) + ", not '" + shown + "'"
        : mistake == NotPositive ? $"must be longer than zero: {Duration.Range}"
        : base.Refuse(shown, mistake);

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override SettingTime Read(string text) => TryParse(text, out var value, out _) ? value : throw Defect(text);

    public override string Format(SettingTime value)
    {
        TimeSpan duration = value;
        return duration == Timeout.InfiniteTimeSpan ? CronText.Off : duration.ToString("c", InvariantNumbers.Format);
    }
}
