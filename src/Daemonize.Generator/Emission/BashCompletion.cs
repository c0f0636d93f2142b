using Daemonize.Generator.CSharp;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the script for bash, 4.0 or newer, with or without bash-completion.</summary>
internal static class BashCompletion
{
    public static string Write(CompletionFacts facts)
    {
        var writer = new SourceWriter();
        var daemons = ShellText.Quoted(string.Join(" ", facts.Daemons.Select(static daemon => daemon.Name)));
        var file = $"~/.local/share/bash-completion/completions/{facts.Command}";
        writer.WriteLine($$"""
            # Completion of {{facts.Command}} for bash. With bash-completion, which finds it by the name of the command:
            #   {{facts.Command}} completion bash > {{file}}
            # and without, in ~/.bashrc:
            #   source <({{facts.Command}} completion bash)

            # Adds the words of options that only the daemon $1 has, if it is meant.
            {{facts.Function}}_of() {
                local word
                if [[ $named == ' ' || $named == *" $1 "* ]]; then
                    for word in "${@:2}"; do
                        [[ " $offered " == *" $word "* ]] || offered+=" $word"
                    done
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
                    *) return 1 ;;
                esac
            }

            # Adds the daemons that are not named yet, or what else the verb takes.
            {{facts.Function}}_names() {
                local name
                if [[ $named == ' ' ]]; then
                    case $verb in
            """);
        foreach (var (verb, words) in facts.Words)
        {
            writer.WriteLine($"            {verb}) offered={ShellText.Quoted(string.Join(" ", words))}; return ;;");
        }

        writer.WriteLine($$"""
                    esac
                fi
                case $verb in
                    {{string.Join(" | ", facts.VerbsOfMany)}})
                        for name in {{ShellText.Words(facts.Daemons.Select(static daemon => daemon.Name))}}; do
                            [[ $named == *" $name "* ]] || offered+=" $name"
                        done
                        ;;
                    {{string.Join(" | ", facts.VerbsOfOne)}}) [[ $named != ' ' ]] || offered={{daemons}} ;;
                esac
            }

            {{facts.Function}}() {
                local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} words=() last=-1 i
                local verb='' option='' named=' ' ended='' offered='' paths='' lead='' word current value kept

                # COMP_WORDBREAKS cuts --name=value in three: what has no blank in front of it belongs to what is before it.
                for ((i = 0; i <= COMP_CWORD; i++)); do
                    if [[ $i == 0 || $line == [[:space:]]* ]]; then
                        last=$((last + 1))
                        words[last]=''
                    fi
                    line=${line#"${line%%[![:space:]]*}"}
                    word=${COMP_WORDS[i]}
                    ((i < COMP_CWORD)) || word=$line
                    words[last]+=$word
                    line=${line#"$word"}
                done

                COMPREPLY=()
                ((last > 0)) || return 0
                for word in "${words[@]:1:last-1}"; do
                    if [[ -z $verb ]]; then
                        verb=$word
                    elif [[ -n $option ]]; then
                        option=''
                    elif [[ -n $ended || $word != -?* ]]; then
                        named+="$word "
                    elif [[ $word == -- ]]; then
                        ended=1
                    elif {{facts.Function}}_values "$word"; then
                        option=$word
                    fi
                done

                current=${words[last]}
                offered='' paths=''
                if [[ -z $verb && $current == -* ]]; then
                    offered={{ShellText.Quoted(string.Join(" ", CompletionFacts.WithoutVerb.SelectMany(static option => option.Words)))}}
                elif [[ -z $verb ]]; then
                    offered={{ShellText.Quoted(string.Join(" ", facts.Verbs.Select(static verb => verb.Name)))}}
                elif [[ -n $option ]]; then
                    {{facts.Function}}_values "$option" || :
                elif [[ -z $ended && $current == -*=* ]]; then
                    lead=${current%%=*}=
                    {{facts.Function}}_values "${lead%=}" || :
                elif [[ -z $ended && $current == -* ]]; then
                    {{facts.Function}}_options
                else
                    {{facts.Function}}_names
                fi

                # The line keeps what is before $2, and a quotation mark, so that no reply may repeat it.
                value=${current#"$lead"} value=${value#[\"\']}
                kept=${current%"$2"} kept=${kept%[\"\']}
                for word in $offered; do
                    if [[ $word == "$value"* ]]; then
                        word=$lead$word
                        COMPREPLY+=("${word#"$kept"}")
                    fi
                done
                lead=${lead#"$kept"}
                if [[ -n $paths ]]; then
                    while IFS= read -r word; do
                        COMPREPLY+=("$word")
                    done < <(compgen -P "$lead" "$paths" -- "${2#"$lead"}")

                    # It fails where nothing is being completed, as in a test.
                    compopt -o filenames 2>/dev/null || :
                fi
                return 0
            }

            complete -F {{facts.Function}} -- {{ShellText.Words(facts.Commands)}}
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
                writer.WriteLine($"{string.Join(" | ", group.Verbs)})");
                using (writer.Indent())
                {
                    foreach (var (daemon, options) in group.OfDaemons)
                    {
                        writer.WriteLine(
                            $"{facts.Function}_of {daemon} {ShellText.Words(options.SelectMany(static option => option.Words))}");
                    }

                    writer.WriteLine(
                        $"offered+={ShellText.Quoted(" " + string.Join(" ", group.OfAll.SelectMany(static option => option.Words)))}");
                    writer.WriteLine(";;");
                }
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
                writer.WriteLine($"{string.Join(" | ", group.Verbs)})");
                using (writer.Indent())
                {
                    writer.WriteLine("case $1 in");
                    using (writer.Indent())
                    {
                        foreach (var (value, words) in group.Values)
                        {
                            writer.WriteLine($"{string.Join(" | ", words.Select(ShellText.Word))}) {Command(value)};;");
                        }

                        writer.WriteLine("*) return 1 ;;");
                    }

                    writer.WriteLine("esac");
                    writer.WriteLine(";;");
                }
            }
        }
    }

    private static string Command(CompletionValue value)
    {
        var names = value.Names.Length == 0 ? "" : $"offered={ShellText.Quoted(string.Join(" ", value.Names))} ";
        return value.Paths switch
        {
            CompletionPaths.Files => names + "paths=-f ",
            CompletionPaths.Directories => names + "paths=-d ",
            _ => names,
        };
    }
}
