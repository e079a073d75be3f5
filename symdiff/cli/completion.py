"""Shell scripts that complete verbs, options and the values of options, made from the tables."""

from __future__ import annotations

from ..expressions import ArgumentError
from .options import OPTIONS, SHELLS, VERBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .options import Option


_OF_FILES = "batch"  # the verb whose words are names of files


def completion_script(shell: str) -> str:
    """The script for one shell, to be evaluated in it.

    >>> completion_script("bash").splitlines()[-1]
    'complete -F _symdiff symdiff'
    """
    if shell not in SHELLS:
        raise ArgumentError(
            f"completion is for {', '.join(SHELLS)}, not {shell!r}",
            advice='write, for example: eval "$(symdiff completion bash)"',
        )
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]()


def _verbs() -> list[str]:
    return [name for name in VERBS if name != "derive"]


def _of_verb(verb: str) -> list[Option]:
    return [option for option in OPTIONS.values() if verb in option.verbs]


def _bash() -> str:
    options = "\n".join(
        f"    {verb}) options='{' '.join(o.name for o in _of_verb(verb))}' ;;" for verb in VERBS
    )
    choices = "\n".join(
        f"    {o.name}) COMPREPLY=($(compgen -W '{' '.join(o.choices)}' -- \"$word\")); return ;;"
        for o in OPTIONS.values()
        if o.choices
    )
    return f"""\
_symdiff() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD - 1]}}" verb options
  case "${{COMP_WORDS[1]}}" in
    {"|".join(_verbs())}) verb="${{COMP_WORDS[1]}}" ;;
    *) verb=derive ;;
  esac
  case "$verb" in
{options}
  esac
  case "$before" in
{choices}
    completion) COMPREPLY=($(compgen -W '{" ".join(SHELLS)}' -- "$word")); return ;;
  esac
  ((COMP_CWORD == 1)) && options="$options {" ".join(_verbs())}"
  COMPREPLY=($(compgen -W "$options" -- "$word"))
  [[ $verb == {_OF_FILES} ]] && COMPREPLY+=($(compgen -f -- "$word"))
}}
complete -F _symdiff symdiff"""


def _zsh() -> str:
    """What bash reads, which zsh reads too."""
    return f"""\
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
{_bash()}"""


def _fish() -> str:
    lines = ["complete -c symdiff -f"]
    first = "test (count (commandline -opc)) -eq 1"
    lines += [
        f"complete -c symdiff -n '{first}' -a {name} -d '{_plain(VERBS[name].summary)}'"
        for name in _verbs()
    ]
    seen = f"__fish_seen_subcommand_from {' '.join(_verbs())}"
    for verb in VERBS:
        here = f"not {seen}" if verb == "derive" else f"__fish_seen_subcommand_from {verb}"
        lines += [f"complete -c symdiff -n '{here}' {_fish_option(o)}" for o in _of_verb(verb)]
    lines.append(f"complete -c symdiff -n '__fish_seen_subcommand_from {_OF_FILES}' -F")
    shells = "__fish_seen_subcommand_from completion"
    lines.append(f"complete -c symdiff -n '{shells}' -a '{' '.join(SHELLS)}'")
    return "\n".join(lines)


def _fish_option(option: Option) -> str:
    text = f"-l {option.name[2:]}" if option.name.startswith("--") else f"-s {option.name[1:]}"
    if option.choices:
        text += f" -x -a '{' '.join(option.choices)}'"
    elif option.metavar:
        text += " -x"
    return f"{text} -d '{_plain(option.summary)}'"


def _plain(text: str) -> str:
    """The text without the quotes that would end it."""
    return text.replace("'", "")
