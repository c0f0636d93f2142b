
namespace Daemonize;

/// <summary>
/// One of a few words: a member of an enumeration, as its number. The words are in the order of the members. The kind is not generic in the
/// enumeration: the generator does not have those types, and a start would load one more type for each.
/// </summary>
internal sealed class WordKind(params string[] words) : SettingKind<int>("policy")
{
    public override string Accepted => WordList.Join(words);

    public override string[] Words => words;

    public override bool TryParse(string text, out int value, out string? mistake)
    {
        mistake = null;
        value = words.Length - 1;
        while (value >= 0 && words[value] != text)
        {
            value--;
        }

        return value >= 0;
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override int Read(string text) => TryParse(text, out var value, out _) ? value : throw Defect(text);

    public override string Format(int value) =>
        value >= 0 && value < words.Length ? words[value] : value.ToString(InvariantNumbers.Format);
}
