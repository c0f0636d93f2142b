# Completes a command line as readline would: complete.bash SCRIPT LINE. Prints a reply a line.
source "$1"
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}

# COMP_WORDBREAKS has '=' and ':', each run of which is a word of its own.
COMP_WORDS=()
rest=$COMP_LINE
while [[ $rest =~ ^[[:space:]]*([=:]+|[^[:space:]=:]+)(.*)$ ]]; do
    COMP_WORDS+=("${BASH_REMATCH[1]}")
    rest=${BASH_REMATCH[2]}
done
[[ $COMP_LINE != *[[:space:]] ]] || COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))

# What is to be completed begins behind those.
word=${COMP_WORDS[COMP_CWORD]}
[[ $word != [=:]* ]] || word=''

# With the strictest options that somebody may have set.
[[ $(complete -p -- "${COMP_WORDS[0]}") =~ -F\ ([^ ]+) ]] || exit 1
set -eu
"${BASH_REMATCH[1]}" "${COMP_WORDS[0]}" "$word" "${COMP_WORDS[COMP_CWORD - 1]}"
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
