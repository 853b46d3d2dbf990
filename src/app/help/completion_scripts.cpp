#include "app/help/completion_scripts.h"

namespace scan {

// bash cuts words at = and : too, and wants only what follows the last of them. So the line is read
// again, cut at spaces alone.
const char* const kBashCompletion = R"sh(# bash completion of scan-event-worker
_scan_event_worker() {
    local line=${COMP_LINE:0:COMP_POINT} words candidate
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local word=${words[-1]}
    local cut=${word%"${word##*[=:]}"}
    COMPREPLY=()
    while IFS= read -r candidate; do
        candidate=${candidate%%$'\t'*}
        if [[ $candidate == :file ]]; then
            compopt -o filenames 2>/dev/null
            [[ $word == --*=* ]] && word=${word#*=}
            cut=${word%"${word##*[=:]}"}
            while IFS= read -r candidate; do
                COMPREPLY+=("${candidate#"$cut"}")
            done < <(compgen -f -- "$word")
        else
            COMPREPLY+=("${candidate#"$cut"}")
        fi
    done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
}
complete -F _scan_event_worker scan-event-worker
)sh";

const char* const kZshCompletion = R"sh(#compdef scan-event-worker
# zsh completion of scan-event-worker
_scan_event_worker() {
    local -a candidates
    local line takes_path
    while IFS= read -r line; do
        if [[ $line == :file ]]; then
            takes_path=yes
        elif [[ $line == *$'\t'* ]]; then
            candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        else
            candidates+=("${line//:/\\:}")
        fi
    done < <("${(Q)words[1]}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    if [[ -n $takes_path ]]; then
        compset -P '--*='
        _files
    fi
    (( $#candidates )) && _describe 'scan-event-worker' candidates
}
if [[ $funcstack[1] == _scan_event_worker ]]; then
    _scan_event_worker "$@"
elif (( $+functions[compdef] )); then
    compdef _scan_event_worker scan-event-worker
fi
)sh";

const char* const kFishCompletion = R"sh(# fish completion of scan-event-worker
function __scan_event_worker_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l word (commandline --current-token --cut-at-cursor)
    for line in ($words[1] __complete $words[2..-1] "$word" 2>/dev/null)
        if test "$line" != :file
            printf '%s\n' $line
        else if string match --quiet -- '--*=*' $word
            set -l flag (string replace --regex -- '=.*' '=' $word)
            for path in (__fish_complete_path (string replace --regex -- '^--[^=]*=' '' $word))
                printf '%s%s\n' $flag $path
            end
        else
            __fish_complete_path $word
        end
    end
end
complete --command scan-event-worker --no-files --arguments '(__scan_event_worker_complete)'
)sh";

}  // namespace scan
