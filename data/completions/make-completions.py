#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""make-completions.py DERM DERMLENS FOLDER: completions for bash, zsh and fish.

The one list of options is the programs' own: what they print for --help. A description that ends in words like "table
(default), csv or json" gives the words to choose from; the placeholder says whether a file or a folder is meant.
"""
import os
import re
import subprocess
import sys
from dataclasses import dataclass

FOLDERS = {'DIR'}
FREE = {'N', 'K/N', 'NAME', 'WORD=LABEL', 'KEY', 'R,G,B', 'CODE', 'SHARE', 'CHANNEL,X,Y', 'COLUMN=VALUE', 'LIST', 'LABEL=SCORE', 'SCORE'}  # nothing to choose from, unless the description has words
CHOICE = re.compile(r'([a-z0-9][a-z0-9-]*)(?: \(.*\)| to .*)?')


@dataclass
class Option:
    short: str
    long: str
    argument: str  # placeholder, or ''
    words: str     # description

    @property
    def choices(self):
        parts = re.split(r', or | or |, ', self.words)
        parts[0] = parts[0].rpartition(': ')[2]
        found = [match[1] for part in parts if (match := CHOICE.fullmatch(part))]
        return found if self.argument and len(found) > 1 else []

    @property
    def takes_files(self):
        return bool(self.argument) and self.argument not in FOLDERS | FREE and (not self.choices or 'file' in self.words)


@dataclass
class Command:
    name: str  # '' for a program without commands
    words: str
    options: list


def ask(*command):
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8'}
    environment.pop('LANGUAGE', None)
    return subprocess.run([*command, '--help'], env=environment, check=True, capture_output=True, encoding='utf-8').stdout


def read_options(text):
    pattern = re.compile(r'^  (?:-(\w), )?--([a-z][a-z0-9-]*)(?:=(\S+))?(?:  +(.*))?$', re.M)
    options = [Option(short, long, argument, words) for short, long, argument, words in pattern.findall(text)]
    return [option for option in options if not option.long.startswith('help-') and option.long != 'gapplication-service']


def read_commands(derm):
    listed = ask(derm).partition('Commands:\n')[2].partition('\n\n')[0]
    return [Command(name, words, read_options(ask(derm, name)))
            for name, words in re.findall(r'^  (\S+) +(.*)$', listed, re.M)]


# ---- bash ----

def bash_function(program, commands):
    lines = [f'_{program} ()', '{', '  local cur prev words cword', '  _init_completion -s || return',
             '  local options=']
    several = len(commands) > 1
    if several:
        names = ' '.join(command.name for command in commands)
        lines += ['  if [[ $cword == 1 ]]; then',
                  f'    COMPREPLY=($(compgen -W "{names} --help --version" -- "$cur"))', '    return', '  fi',
                  '  case ${words[1]} in']
    for command in commands:
        pad = '    ' if several else '  '
        if several:
            lines += [f'    {command.name})']
            pad = '      '
        lines += [f'{pad}case $prev in']
        for option in command.options:
            if not option.argument:
                continue
            names = f'-{option.short} | --{option.long}' if option.short else f'--{option.long}'
            action = []
            if option.choices:
                action.append(f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$cur"))')
            if option.takes_files:
                action.append('_filedir' if not option.choices else
                              'local chosen=("${COMPREPLY[@]}"); COMPREPLY=(); _filedir; COMPREPLY+=("${chosen[@]}")')
            elif option.argument in FOLDERS:
                action.append('_filedir -d')
            lines += [f'{pad}  {names})'] + [f'{pad}    {step}' for step in action] + [f'{pad}    return', f'{pad}    ;;']
        lines += [f'{pad}esac', f'{pad}options="{" ".join("--" + option.long for option in command.options)}"']
        if several:
            lines += [f'{pad};;']
    if several:
        lines += ['  esac']
    lines += ['  if [[ $cur == -* ]]; then', '    COMPREPLY=($(compgen -W "$options" -- "$cur"))', '  else', '    _filedir',
              '  fi', f'}} && complete -F _{program} {program}', '']
    return '\n'.join(lines)


# ---- zsh ----

def zsh_quote(text):
    return text.replace("'", '’').replace('[', '(').replace(']', ')').replace(':', '\\:')


def zsh_specs(command):
    for option in command.options:
        names = f"'(-{option.short} --{option.long})'{{-{option.short},--{option.long}{'=' if option.argument else ''}}}" \
            if option.short else f"--{option.long}{'=' if option.argument else ''}"
        action = ''
        if option.argument:
            kinds = [f'({" ".join(option.choices)})'] if option.choices else []
            if option.takes_files:
                kinds = [f'_files'] if not kinds else [f'{{_files; compadd {" ".join(option.choices)}}}']
            elif option.argument in FOLDERS:
                kinds = ['_files -/']
            action = f':{option.argument.lower()}:{(kinds or [""])[0]}'
        yield f"{names}'[{zsh_quote(option.words)}]{action}'"


def zsh_file(program, commands):
    lines = [f'#compdef {program}', '']
    if len(commands) == 1:
        specs = [*zsh_specs(commands[0]), "'*:file:_files'"]
        return '\n'.join(lines + ['_arguments -s \\'] + [f'  {spec} \\' for spec in specs[:-1]] + [f'  {specs[-1]}', ''])
    lines += ['local -a commands', 'commands=('] + [f"  '{c.name}:{zsh_quote(c.words)}'" for c in commands] + [')', '']
    lines += ['if (( CURRENT == 2 )); then', f"  _describe command commands", '  return', 'fi',
              'local command=$words[2]', 'shift words', '(( CURRENT-- ))', 'case $command in']
    for command in commands:
        specs = [*zsh_specs(command), "'*:file:_files'"]
        lines += [f'  {command.name})', '    _arguments -s \\'] + [f'      {spec} \\' for spec in specs[:-1]]
        lines += [f'      {specs[-1]}', '    ;;']
    return '\n'.join(lines + ['esac', ''])


# ---- fish ----

def fish_quote(text):
    return "'" + text.replace('\\', '\\\\').replace("'", "\\'") + "'"


def fish_file(program, commands):
    lines = []
    names = ' '.join(command.name for command in commands)
    if len(commands) > 1:
        for command in commands:
            lines += [f'complete -c {program} -n "not __fish_seen_subcommand_from {names}" -f -a {command.name} '
                      f'-d {fish_quote(command.words)}']
    for command in commands:
        where = f' -n "__fish_seen_subcommand_from {command.name}"' if len(commands) > 1 else ''
        for option in command.options:
            line = f'complete -c {program}{where}'
            if option.short:
                line += f' -s {option.short}'
            line += f' -l {option.long}'
            if option.argument:
                line += ' -r'
            if option.choices:
                line += f' -a {fish_quote(" ".join(option.choices))}'
            elif option.argument in FOLDERS:
                line += " -a '(__fish_complete_directories)'"
            if option.argument and not option.takes_files:
                line += ' -f'
            lines += [f'{line} -d {fish_quote(option.words)}']
    return '\n'.join(lines + [''])


def main():
    derm, dermlens, folder = sys.argv[1:]
    note = '# Made by data/completions/make-completions.py of what {} --help says.\n'
    programs = {'derm': read_commands(derm), 'dermlens': [Command('', '', read_options(ask(dermlens)))]}
    for program, commands in programs.items():
        head = note.format(program)
        zsh = zsh_file(program, commands)
        for name, text in ((program, head + bash_function(program, commands)),
                           (f'_{program}', zsh.replace('\n', '\n' + head, 1)), (f'{program}.fish', head + fish_file(program, commands))):
            with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
                file.write(text)


main()
