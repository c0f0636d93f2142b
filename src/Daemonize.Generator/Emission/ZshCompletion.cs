using Daemonize.Generator.CSharp;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the script for zsh, 5.0 or newer.</summary>
internal static class ZshCompletion
{
    public static string Write(CompletionFacts facts)
    {
        var writer = new SourceWriter();
        writer.WriteLine($$"""
            #compdef {{string.Join(" ", facts.Commands)}}
            # Completion of {{facts.Command}} for zsh. In a directory of $fpath, before compinit is called:
            #   {{facts.Command}} completion zsh > "${fpath[1]}/_{{facts.Command}}"
            # or in ~/.zshrc, after it:
            #   source <({{facts.Command}} completion zsh)

            # Adds options, each with what it is for.
            {{facts.Function}}_add() {
                local option
                for option; do
                    (( $+seen[${option%%:*}] )) || offered+=("$option")
                    seen[${option%%:*}]=1
                done
            }

            # Adds those that only the daemon $1 has, if it is meant.
            {{facts.Function}}_of() {
                if (( ! $#named || $named[(Ie)$1] )); then
                    {{facts.Function}}_add "${@:2}"
                fi
            }

            # Adds the options of the verb.
            {{facts.Function}}_options() {
                case $verb in
            """);
        WriteOptions(writer, facts);
        writer.WriteLine($$"""
                esac
            }

            # Adds the values of the option $1. Fails for one that takes none.
            {{facts.Function}}_values() {
                case $verb in
            """);
        WriteValues(writer, facts);
        writer.WriteLine($$"""
                    (*) return 1 ;;
                esac
            }

            # Adds the daemons that are not named yet, or what else the verb takes.
            {{facts.Function}}_names() {
                local -a daemons
                local daemon
                daemons=(
            """);
        WriteItems(writer, facts.Daemons, depth: 2, end: ")");
        writer.WriteLine($$"""
                if (( ! $#named )); then
                    case $verb in
            """);
        foreach (var (verb, words) in facts.Words)
        {
            writer.WriteLine($"            ({verb}) offered=({ShellText.Words(words)}); return ;;");
        }

        writer.WriteLine($$"""
                    esac
                fi
                case $verb in
                    ({{string.Join("|", facts.VerbsOfMany)}})
                        for daemon in "${daemons[@]}"; do
                            (( $named[(Ie)${daemon%%:*}] )) || offered+=("$daemon")
                        done
                        ;;
                    ({{string.Join("|", facts.VerbsOfOne)}}) (( $#named )) || offered=("${daemons[@]}") ;;
                esac
            }

            {{facts.Function}}() {
                local verb option ended paths lead word
                local -a named offered arguments
                local -A seen
                local -i found=1
                arguments=("${(@Q)words[2,CURRENT-1]}")
                for word in "${arguments[@]}"; do
                    if [[ -z $verb ]]; then
                        verb=$word
                    elif [[ -n $option ]]; then
                        option=
                    elif [[ -n $ended || $word != -?* ]]; then
                        named+=("$word")
                    elif [[ $word == -- ]]; then
                        ended=1
                    elif {{facts.Function}}_values "$word"; then
                        option=$word
                    fi
                done

                offered=() paths=
                if [[ -z $verb && $PREFIX == -* ]]; then
                    {{facts.Function}}_add {{string.Join(" ", CompletionFacts.WithoutVerb.SelectMany(Items).Select(ShellText.Quoted))}}
                    _describe -o option offered
                elif [[ -z $verb ]]; then
                    offered=(
            """);
        WriteItems(writer, facts.Verbs.Select(static verb => (verb.Name, verb.Help)), depth: 3, end: ")");
        writer.WriteLine($$"""
                    _describe verb offered
                elif [[ -n $option ]] || [[ -z $ended && $PREFIX == -*=* ]]; then
                    if [[ -z $option ]]; then
                        option=${PREFIX%%=*}
                        compset -P 1 '*='
                    fi
                    {{facts.Function}}_values "$option"
                    (( ! $#offered )) || _describe value offered && found=0
                    case $paths in
                        (files) _files && found=0 ;;
                        (directories) _files -/ && found=0 ;;
                    esac
                    return found
                elif [[ -z $ended && $PREFIX == -* ]]; then
                    {{facts.Function}}_options
                    _describe -o option offered
                else
                    {{facts.Function}}_names
                    (( $#offered )) && _describe name offered
                fi
            }

            # A file of $fpath is run when there is something to complete, and a file that is sourced long before.
            if (( $+compstate )); then
                {{facts.Function}} "$@"
            else
                compdef {{facts.Function}} {{ShellText.Words(facts.Commands)}}
            fi
            """);
        return writer.ToString();
    }

    private static void WriteOptions(SourceWriter writer, CompletionFacts facts)
    {
        using (writer.Indent())
        using (writer.Indent())
        {
            foreach (var group in facts.Groups)
            {
                writer.WriteLine($"({string.Join("|", group.Verbs)})");
                using (writer.Indent())
                {
                    foreach (var (daemon, options) in group.OfDaemons)
                    {
                        WriteAdd(writer, $"{facts.Function}_of {daemon}", options);
                    }

                    WriteAdd(writer, $"{facts.Function}_add", group.OfAll);
                    writer.WriteLine(";;");
                }
            }
        }
    }

    private static void WriteAdd(SourceWriter writer, string command, CompletionOption[] options)
    {
        string[] items = [.. options.SelectMany(Items)];
        writer.WriteLine($@"{command} \");
        using (writer.Indent())
        {
            for (var i = 0; i < items.Length; i++)
            {
                writer.WriteLine(ShellText.Quoted(items[i]) + (i < items.Length - 1 ? @" \" : ""));
            }
        }
    }

    private static void WriteValues(SourceWriter writer, CompletionFacts facts)
    {
        using (writer.Indent())
        using (writer.Indent())
        {
            foreach (var group in facts.Groups.Where(static group => group.Values.Any()))
            {
                writer.WriteLine($"({string.Join("|", group.Verbs)})");
                using (writer.Indent())
                {
                    writer.WriteLine("case $1 in");
                    using (writer.Indent())
                    {
                        foreach (var (value, words) in group.Values)
                        {
                            writer.WriteLine($"({string.Join("|", words.Select(ShellText.Word))}) {Command(value)};;");
                        }

                        writer.WriteLine("(*) return 1 ;;");
                    }

                    writer.WriteLine("esac");
                    writer.WriteLine(";;");
                }
            }
        }
    }

    private static void WriteItems(SourceWriter writer, IEnumerable<(string Name, string Help)> items, int depth, string end)
    {
        var indent = new string(' ', 4 * depth);
        foreach (var (name, help) in items)
        {
            writer.WriteLine(indent + ShellText.Quoted(Item(name, help)));
        }

        writer.WriteLine(indent.Substring(4) + end);
    }

    private static IEnumerable<string> Items(CompletionOption option) => option.Words.Select(word => Item(word, option.Help));

    // A name contains no colon to escape. A backslash is special in the name and in the help.
    private static string Item(string name, string help) => $"{name}:{HelpGroup.OneLine(help).Replace(@"\", @"\\")}";

    private static string Command(CompletionValue value)
    {
        var names = value.Names.Length == 0 ? "" : $"offered=({ShellText.Words(value.Names)}) ";
        return value.Paths switch
        {
            CompletionPaths.Files => names + "paths=files ",
            CompletionPaths.Directories => names + "paths=directories ",
            _ => names,
        };
    }
}
