namespace Daemonize;

/// <summary>The mode of a file in octal, such as <c>022</c>.</summary>
internal sealed class ModeKind() : SettingKind<int>("mode")
{
    public override string Accepted => "an octal number from 000 to 777";

    public override bool TryParse(string text, out int value, out string? mistake)
    {
        mistake = null;
        return Octal.TryParse(text, out value);
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override int Read(string text) => TryParse(text, out var value, out _) ? value : throw Defect(text);

    public override string Format(int value) => Convert.ToString(value, 8).PadLeft(3, '0');
}
