# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Every string is reached, and every catalogue of po/LINGUAS is complete and right. TAP. Argument: the source root."""
import gettext
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

# as meson's preset "glib"
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
            '--keyword=g_dcgettext:2', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3', '--flag=N_:1:pass-c-format',
            '--flag=C_:2:pass-c-format', '--flag=NC_:2:pass-c-format', '--flag=g_dngettext:2:pass-c-format',
            '--flag=g_strdup_printf:1:c-format', '--flag=g_string_printf:2:c-format', '--flag=g_string_append_printf:2:c-format',
            '--flag=g_set_error:4:c-format', '--flag=g_print:1:c-format', '--flag=g_printerr:1:c-format',
            '--flag=g_markup_printf_escaped:1:c-format']
MARKED = r'(?<![A-Za-z0-9_])(_|N_|C_|NC_|ngettext|gettext|g_dngettext|g_dgettext|g_dpgettext2) ?\(\s*"'
# calls that show their text to a person
SHOWN = (r'(?:gtk_(?:label|button|check_button|toggle_button|menu_button)_(?:new|new_with_label|set_text|set_label)|gtk_window_set_title'
         r'|gtk_widget_set_tooltip_text|gtk_file_chooser_native_new|PROPERTY_(?:LABEL|DESCRIPTION|ROLE_DESCRIPTION|VALUE_TEXT))'
         r'[ ,(][^;"]*?(?<!_ \()"([^"]*[A-Za-z]{2}[^"]*)"')
KEY = r'\{[a-z][^{} ]*\}'
KEY_NAME = r'\b(Ctrl|Alt|Shift)\+|\bEsc(ape)?\b'
NAMES = {'Dermlens', 'RGB', 'SHA-256'}  # the same in every language
# the form that each of these numbers takes
NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)
PLURALS = {
    'ar': (0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4),
    'de': (1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    'es': (1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    'fr': (0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    'zh_CN': (0,) * 11,
}

root = sys.argv[1]
count = failures = 0


def report(name, faults):
    global count, failures
    count += 1
    failures += bool(faults)
    print(f"{'not ok' if faults else 'ok'} {count} {name}")
    for fault in faults:
        print(f'# {fault}')


def read(name):
    with open(os.path.join(root, name), encoding='utf-8') as file:
        return file.read()


def run(*command):
    """What the command complains about, as lines."""
    result = subprocess.run(command, cwd=root, capture_output=True, text=True)
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    return lines or ([f'{command[0]} failed'] if result.returncode else [])


def output_of(*command):
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def sources():
    for folder in ('app', 'data', 'engine', 'ui'):
        for path, _, files in os.walk(os.path.join(root, folder)):
            yield from (os.path.relpath(os.path.join(path, file), root) for file in files)


def has_strings(name):
    if name.endswith(('.desktop.in', '.metainfo.xml.in', '.gschema.xml')):
        return True
    if name.endswith('.ui'):
        return 'translatable="yes"' in read(name)
    return name.endswith(('.c', '.h')) and re.search(MARKED, read(name)) is not None


def check_sources():
    listed = read('po/POTFILES').split()
    found = {name for name in sources() if has_strings(name)}
    report('po/POTFILES lists every file with strings, once',
           [f'not listed: {name}' for name in sorted(found - set(listed))]
           + [f'has no strings: {name}' for name in sorted(set(listed) - found)]
           + [f'listed twice: {name}' for name in sorted({name for name in listed if listed.count(name) > 1})])

    bare = []
    for name in sorted(sources()):
        if name.endswith('.ui'):
            for element in ET.parse(os.path.join(root, name)).iter():
                if (element.get('name') in ('label', 'title', 'tooltip-text', 'placeholder-text', 'description', 'group-name')
                        and element.get('translatable') is None and re.search(r'[^\W\d_]{2}', element.text or '')
                        and element.text not in NAMES):
                    bare.append(f'{name}: {element.text}')
        elif name.startswith(('ui/', 'app/dermlens/')) and name.endswith('.c'):
            bare += [f'{name}: {match.group(1)}' for match in re.finditer(SHOWN, read(name)) if match.group(1) not in NAMES]
    report('no string is shown without translation', bare)


def scopes():
    """(where, labels) of each menu, and of each widget file's own labels: a mnemonic means one thing there."""
    for name in sorted(sources()):
        if not name.endswith('.ui'):
            continue
        tree = ET.parse(os.path.join(root, name)).getroot()
        for menu in [*tree.iter('menu'), *tree.iter('submenu')]:
            yield f'{name}, menu {menu.get("id") or menu.findtext("attribute")}', list(labels_of(menu))
        own = [element.findtext("property[@name='label']") for element in tree.iter('object')
               if (element.findtext("property[@name='use-underline']") or '').lower() in ('true', 'yes', '1')]
        yield name, [label for label in own if label]


def labels_of(menu):
    for child in menu:
        if child.tag == 'section':
            yield from labels_of(child)
        elif child.tag in ('item', 'submenu'):
            yield from (a.text for a in child.findall('attribute') if a.get('name') == 'label' and a.get('translatable'))


def mnemonic_faults(translate):
    for where, labels in scopes():
        seen = {}
        for label in map(translate, labels):
            key = re.search(r'(?<!_)_([^_])', label)
            if key and key.group(1).lower() in seen:
                yield f'{where}: “{label}” and “{seen[key.group(1).lower()]}”'
            elif key:
                seen[key.group(1).lower()] = label


def ids(catalogue, *options):
    return [text.replace('"\n"', '') for text in re.findall(r'^msgid (?!""\n\nmsgstr)(".*"(?:\n".*")*)', output_of('msgattrib', '--no-wrap', '--no-obsolete', *options, catalogue), re.M)]


def check_catalogue(language, template, folder):
    catalogue, merged, binary = f'po/{language}.po', f'{folder}/{language}.po', f'{folder}/{language}.mo'
    if not os.path.exists(os.path.join(root, catalogue)):
        report(f'{language} has a catalogue', [f'no {catalogue}'])
        return
    # formats, plural forms, header; a mnemonic where there is one in English
    report(f'{language}: formats and mnemonics are right',
           run('msgfmt', '--check', '--check-accelerators=_', '-o', binary, catalogue))
    subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '-o', merged, catalogue, template], cwd=root, check=True)
    report(f'{language}: every string is translated',
           [f'untranslated: {text}' for text in ids(merged, '--untranslated')]
           + [f'fuzzy: {text}' for text in ids(merged, '--only-fuzzy')])
    with open(binary, 'rb') as file:
        texts = gettext.GNUTranslations(file)
    report(f'{language}: actions in braces, which stand for their keys, are kept',
           [f'{text}: {translated}' for text, translated in texts._catalog.items()
            if isinstance(text, str) and sorted(re.findall(KEY, text)) != sorted(re.findall(KEY, translated))])
    header = re.search(r'plural=(.*?);?$', texts.info().get('plural-forms', ''), re.M)
    forms = tuple(gettext.c2py(header.group(1))(n) for n in NUMBERS) if header else None
    report(f'{language}: plural forms', [] if forms == PLURALS.get(language) else [f'{NUMBERS} take the forms {forms}'])
    report(f'{language}: no mnemonic twice in a menu', list(mnemonic_faults(texts.gettext)))


check_sources()
report('no mnemonic twice in a menu', list(mnemonic_faults(str)))
with tempfile.TemporaryDirectory() as work:
    pot = f'{work}/dermlens.pot'
    report('the template is made without a warning',
           run(*XGETTEXT, '--add-comments=TRANSLATORS', '--files-from=po/POTFILES', '-o', pot))
    report('texts name keys by their actions in braces', [text for text in ids(pot) if re.search(KEY_NAME, text)])
    for linguas in read('po/LINGUAS').split():
        check_catalogue(linguas, pot, work)
print(f'1..{count}')
sys.exit(failures > 0)
