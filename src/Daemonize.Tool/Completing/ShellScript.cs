namespace Daemonize.Tool.Completing;

/// <summary>
/// The scripts by which shells complete the command line of the tool. They only ask the tool for the words, so they stay the same when it
/// gets another command.
/// </summary>
internal static class ShellScript
{
    private const string Bash = """
        # Completion of daemonize for bash. With bash-completion, which finds it by the name of the command:
        #   daemonize completion bash > ~/.local/share/bash-completion/completions/daemonize
        # and without, in ~/.bashrc:
        #   source <(daemonize completion bash)
        _daemonize() {
            local word
            COMPREPLY=()
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done < <("${1/#\~/${HOME-}}" @complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
        }
        complete -o nosort -F _daemonize daemonize 2>/dev/null || complete -F _daemonize daemonize

        """;

    private const string Zsh = """
        #compdef daemonize
        # Completion of daemonize for zsh, which finds it in a directory of $fpath, before compinit, as _daemonize:
        #   daemonize completion zsh > ~/.zfunc/_daemonize
        # or in ~/.zshrc, after compinit:
        #   source <(daemonize completion zsh)
        _daemonize() {
            local word line command=${${(Q)words[1]}/#\~/$HOME}
            local -a offered
            while IFS=$'\t' read -r word line; do
                offered+=("${word//:/\\:}${line:+:$line}")
            done < <($command @complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
            _describe -V word offered
        }
        if [[ $funcstack[1] == _daemonize ]]; then
            _daemonize "$@"
        else
            compdef _daemonize daemonize
        fi

        """;

    private const string Fish = """
        # Completion of daemonize for fish, which finds it by the name of the command:
        #   daemonize completion fish > ~/.config/fish/completions/daemonize.fish
        # or in ~/.config/fish/config.fish:
        #   daemonize completion fish | source
        function __daemonize_words
            set --local words (commandline --tokenize --cut-at-cursor --current-process)
            set --local current (commandline --current-token --cut-at-cursor | string replace --regex '^["\']' '')
            set --local command (string replace --regex '^~' $HOME -- $words[1])
            command $command @complete fish $words[2..-1] "$current" 2>/dev/null
        end
        complete --command daemonize --no-files --keep-order --arguments '(__daemonize_words)'

        """;

    private const string PowerShell = """
        # Completion of daemonize for PowerShell, in the file that $PROFILE names:
        #   daemonize completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName daemonize -ScriptBlock {
            param($current, $line, $cursor)
            $elements = @($line.CommandElements)
            $words = @($elements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object {
                    if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
                })
            $prefix = "$current".Trim('"', "'")
            & "$($elements[0].Value)" '@complete' pwsh @words $prefix 2>$null | ForEach-Object {
                $word, $help = $_ -split "`t", 2
                $text = if ($word -match '^[\w./:=-]+$') { $word } else {
                    "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($word) + "'"
                }
                $tip = if ($help) { $help } else { $word }
                [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $tip)
            }
        }

        """;

    /// <summary>The shells, by the names of their executables.</summary>
    public static readonly string[] Names = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The names as a phrase for help and messages.</summary>
    public static readonly string Accepted = WordList.Join(Names);

    /// <summary>Gets the script for a shell; null where there is none for it.</summary>
    public static string? Find(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        "pwsh" => PowerShell,
        _ => null,
    };
}
