namespace Daemonize;

/// <summary>A list of words as a phrase: <c>bash, zsh or fish</c>.</summary>
internal static class WordList
{
    public static string Join(string[] words) => string.Join(", ", words, 0, words.Length - 1) + " or " + words[words.Length - 1];
}
