using Daemonize.Generator.CSharp;

namespace Daemonize.Generator.Emission;

/// <summary>Writes the script for fish, 3.1 or newer.</summary>
internal static class FishCompletion
{
    public static string Write(CompletionFacts facts)
    {
        var writer = new SourceWriter();
        var (one, many) = (string.Join(" ", facts.VerbsOfOne), string.Join(" ", facts.VerbsOfMany));
        writer.WriteLine($$"""
            # Completion of {{facts.Command}} for fish, which finds it by the name of the command:
            #   {{facts.Command}} completion fish > ~/.config/fish/completions/{{facts.Command}}.fish
            # or in ~/.config/fish/config.fish:
            #   {{facts.Command}} completion fish | source

            # Prints the options of a verb, for daemons.
            function {{facts.Function}}_options --argument-names verb
                set --local named $argv[2..-1]
                switch $verb
            """);
        WriteOptions(writer, facts);
        writer.WriteLine($$"""
                end
            end

            # Sets what completes the value of an option. Fails for one that takes none.
            function {{facts.Function}}_values --no-scope-shadowing --argument-names verb_of option_of
                switch $verb_of
            """);
        WriteValues(writer, facts);
        writer.WriteLine($$"""
                    case '*'
                        return 1
                end
                return 0
            end

            # Reads the words before the cursor, and what completes the value of an option, into variables of the caller.
            function {{facts.Function}}_read --no-scope-shadowing
                for word in (commandline --tokenize --cut-at-cursor --current-process)[2..-1]
                    if test -z "$verb"
                        set verb $word
                    else if test -n "$option"
                        set option
                    else if test -n "$ended"; or not string match --quiet --regex -- '^-.' $word
                        set --append named $word
                    else if test "$word" = --
                        set ended 1
                    else if {{facts.Function}}_values "$verb" "$word"
                        set option $word
                    end
                end

                # A value is behind its option, or in one word with it.
                set offered
                set paths
                if test -z "$option" -a -n "$verb" -a -z "$ended"; and string match --quiet --regex -- '^-.*=' $current
                    set lead (string replace --regex -- '=.*' '=' $current)
                    set option (string replace --regex -- '=.*' '' $current)
                end
                test -z "$option"; or {{facts.Function}}_values "$verb" "$option"
            end

            # Whether files complete the word, which fish does itself.
            function {{facts.Function}}_takes_files
                set --local current (commandline --current-token --cut-at-cursor)
                set --local lead ''
                set --local verb
                set --local option
                set --local named
                set --local ended
                set --local offered
                set --local paths
                set --local word
                {{facts.Function}}_read
                test "$paths" = files
            end

            # Prints what else completes it, each with a tab and what it is.
            function {{facts.Function}}
                set --local current (commandline --current-token --cut-at-cursor)
                set --local lead ''
                set --local verb
                set --local option
                set --local named
                set --local ended
                set --local offered
                set --local paths
                set --local word
                {{facts.Function}}_read
                if test -n "$option"
                    test -z "$offered"; or printf '%s\n' $lead$offered
                    if test "$paths" = directories
                        printf '%s\n' $lead(__fish_complete_directories (string replace -- "$lead" '' $current) '')
                    end
                else if test -z "$verb"
                    printf '%s\n' \
            """);
        WriteItems(
            writer, facts.Verbs.Select(static verb => Item(verb.Name, verb.Help)).Concat(CompletionFacts.WithoutVerb.SelectMany(Items)),
            depth: 3);
        writer.WriteLine($$"""
                else if test -z "$ended"; and string match --quiet -- '-*' $current
                    test -n "$named"; or set named {{FishWords(facts.Daemons.Select(static daemon => daemon.Name))}}
                    for word in ({{facts.Function}}_options $verb $named)
                        set --local name (string replace --regex -- '\t.*' '' $word)
                        if not contains -- $name $offered
                            set --append offered $name
                            printf '%s\n' $word
                        end
                    end
            """);
        foreach (var (verb, words) in facts.Words)
        {
            writer.WriteLine($"    else if test \"$verb\" = {verb} -a -z \"$named\"");
            writer.WriteLine($"        printf '%s\\n' {FishWords(words)}");
        }

        writer.WriteLine($$"""
                else if test -z "$named"; and contains -- $verb {{one}}; or contains -- $verb {{many}}
                    for word in \
            """);
        WriteItems(writer, facts.Daemons.Select(static daemon => Item(daemon.Name, daemon.Help)), depth: 4);
        writer.WriteLine($$"""
                        contains -- (string replace --regex -- '\t.*' '' $word) $named; or printf '%s\n' $word
                    end
                end
            end

            for command in {{FishWords(facts.Commands)}}
                complete --command $command --no-files --arguments '({{facts.Function}})'
                complete --command $command --condition {{facts.Function}}_takes_files --force-files
            end
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
                writer.WriteLine($"case {string.Join(" ", group.Verbs)}");
                using (writer.Indent())
                {
                    foreach (var (daemon, options) in group.OfDaemons)
                    {
                        writer.WriteLine($"if contains -- {daemon} $named");
                        writer.WriteLine(@"    printf '%s\n' \");
                        WriteItems(writer, options.SelectMany(Items), depth: 2);
                        writer.WriteLine("end");
                    }

                    writer.WriteLine(@"printf '%s\n' \");
                    WriteItems(writer, group.OfAll.SelectMany(Items), depth: 1);
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
                writer.WriteLine($"case {string.Join(" ", group.Verbs)}");
                using (writer.Indent())
                {
                    writer.WriteLine("switch $option_of");
                    using (writer.Indent())
                    {
                        foreach (var (value, words) in group.Values)
                        {
                            writer.WriteLine($"case {FishWords(words)}");
                            WriteValue(writer, value);
                        }

                        writer.WriteLine("case '*'");
                        writer.WriteLine("    return 1");
                    }

                    writer.WriteLine("end");
                }
            }
        }
    }

    private static void WriteValue(SourceWriter writer, CompletionValue value)
    {
        if (value.Names.Length > 0)
        {
            writer.WriteLine($"    set offered {FishWords(value.Names)}");
        }

        if (value.Paths != CompletionPaths.None)
        {
            writer.WriteLine($"    set paths {(value.Paths == CompletionPaths.Files ? "files" : "directories")}");
        }
    }

    private static void WriteItems(SourceWriter writer, IEnumerable<string> items, int depth)
    {
        var indent = new string(' ', 4 * depth);
        string[] all = [.. items];
        for (var i = 0; i < all.Length; i++)
        {
            writer.WriteLine(indent + all[i] + (i < all.Length - 1 ? @" \" : ""));
        }
    }

    private static IEnumerable<string> Items(CompletionOption option) => option.Words.Select(word => Item(word, option.Help));

    private static string Item(string name, string help) => $@"{ShellText.FishWord(name)}\t{ShellText.FishWord(HelpGroup.OneLine(help))}";

    private static string FishWords(IEnumerable<string> words) => string.Join(" ", words.Select(ShellText.FishWord));
}
