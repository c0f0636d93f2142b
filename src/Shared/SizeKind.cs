
namespace Daemonize;

/// <summary>A size in bytes, such as <c>10MB</c>.</summary>
/// <param name="least">The smallest accepted size in bytes.</param>
/// <param name="mayBeOff">Whether "off" is accepted, as 0.</param>
internal sealed class SizeKind(long least, bool mayBeOff) : SettingKind<long>("size")
{
    public override string Accepted => $"{ByteSize.AcceptedFrom}{Least} to {ByteSize.Greatest}{(mayBeOff ? ", or off" : "")}";

    private string Least => least < 1024 ? $"{least}" : $"{least / 1024}KB";

    public override bool TryParse(string text, out long value, out string? mistake)
    {
        mistake = null;
        value = 0;
        return (mayBeOff && text == CronText.Off) || (ByteSize.TryParse(text, out value) && value >= least);
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override long Read(string text) => TryParse(text, out var value, out _) ? value : throw Defect(text);

    public override string Format(long value) =>
        mayBeOff && value == 0 ? CronText.Off : value.ToString(InvariantNumbers.Format);
}
