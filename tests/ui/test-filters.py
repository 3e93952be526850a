#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""The filters of the list, by keys and by the pointer: test-filters.py DERMLENS DERM SAMPLES. Prints TAP."""

import csv
import glob
import io
import os
import shutil

from drive import DERM, Atspi, Window, run, run_tests, sample, wait_for

N = 10


def make_study(work):
    """Photos of known truth; the half of them is called something else than the network answers."""
    folder = os.path.join(work, 'study')
    for n in range(1, N + 1):
        part = os.path.join(folder, 'part %d' % (n % 2))
        os.makedirs(part, exist_ok=True)
        shutil.copy(sample((n - 1) % 7 + 1), os.path.join(part, 'photo %d.jpg' % n))
    out = run(DERM, 'predict', '--format', 'csv', *glob.glob(os.path.join(folder, '*', '*.jpg'))).stdout
    answers = {os.path.basename(row['file'])[:-4]: row['label'] for row in csv.DictReader(io.StringIO(out))}
    assert len(answers) == N, answers
    table = os.path.join(work, 'truth.csv')
    truths, ages = {}, {}
    with open(table, 'w') as file:
        print('image_id,dx,age,sex', file=file)
        for n in range(1, N + 1):
            name = 'photo %d' % n
            truths[name] = answers[name] if n % 2 else 'mel' if answers[name] != 'mel' else 'nv'
            ages[name] = 30 + 5 * n
            print('%s,%s,%d,%s' % (name, truths[name], ages[name], 'female' if n % 3 else 'male'), file=file)
    return folder, table, answers, truths, ages


def open_study(work):
    study = make_study(work)
    window = Window(*(os.path.join(study[0], part) for part in ('part 1', 'part 0')), study[1])
    wait_for(lambda: window.has_text('%d images' % N), lambda: 'the images; have %r' % window.texts())
    wait_for(lambda: not any('waiting' in t for t in window.texts()) and any(', truth ' in t for t in window.texts()), 'all results')
    return window, *study[2:]


def rows(window):
    return sorted(t.split(',')[0][:-4] for t in window.texts() if t.startswith('photo ') and '.jpg, ' in t)


def wait_rows(window, names):
    wait_for(lambda: rows(window) == sorted(names), lambda: 'the rows %r; have %r' % (sorted(names), rows(window)))
    wait_for(lambda: window.has_text('%d of %d shown' % (len(names), N) if len(names) < N else '%d images' % N), 'their number')


def wait_focus(window, name):
    wait_for(lambda: [n for _, n in window.focused()] == [name], lambda: 'the focus on %r; have %r' % (name, window.focused()))


def go_to(window, key, start):
    for _ in range(30):
        place = wait_for(window.focused, 'a focus')
        if place[0][1].startswith(start):
            return
        window.press(key)
        wait_for(lambda: window.focused() not in ([], place), lambda: 'what comes after %r' % place)
    raise AssertionError('no %s' % start)


def open_page(window, title):
    window.key('ctrl+shift+f')
    wait_focus(window, 'Answer')
    go_to(window, 'Down', title)
    window.press('Return')
    wait_for(lambda: title not in [n for _, n in window.focused()], 'the page ' + title)


def click(window, name):
    def box():
        found = [n for n in window.find_all(Atspi.Role.PUSH_BUTTON, name) if n.get_component_iface()]
        return found and found[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    place = wait_for(box, 'the button ' + name)
    frame = window.frames()[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)  # GTK 4.18 takes the border away twice
    origin = [int(l.split(':')[1]) for l in run('xwininfo', '-id', window.window).stdout.splitlines() if 'Absolute' in l]
    x, y = origin[0] + place.x - 2 * frame.x + place.width // 2, origin[1] + place.y - 2 * frame.y + place.height // 2
    run('xdotool', 'mousemove', str(x), str(y), 'sleep', '0.2', 'click', '1')


def test_pair(work):
    """Which were missed? The pair is chosen with three keys, and its chip removed by the keyboard."""
    window, answers, truths, _ = open_study(work)
    pair = next((truths[n], answers[n]) for n in truths if truths[n] == 'mel' and answers[n] != 'mel')
    missed = [n for n in truths if (truths[n], answers[n]) == pair]
    words = '%s › %s' % pair
    open_page(window, 'Truth › Answer')
    go_to(window, 'Down', '%s, %d image' % (words, len(missed)))
    window.press('space')
    wait_rows(window, missed)
    window.press('Escape')
    wait_focus(window, 'Filter')
    window.press('Tab')
    wait_focus(window, 'Filter: ' + words)
    window.press('Tab')
    wait_focus(window, 'Remove the Filter “%s”' % words)
    window.press('Return')
    wait_rows(window, truths)
    wait_focus(window, 'Filter')
    window.close()


def test_conditions_together(work):
    """All of them hold; Show All takes them away, and so does a click on one."""
    window, answers, truths, ages = open_study(work)
    open_page(window, 'Right or Wrong')
    go_to(window, 'Down', 'Wrong answers')
    window.press('space')
    wrong = [n for n in truths if truths[n] != answers[n]]
    wait_rows(window, wrong)
    window.press('Escape')
    wait_focus(window, 'Filter')
    open_page(window, 'age')
    wait_focus(window, 'From')  # also behind another page
    window.press('Tab')
    wait_focus(window, 'To')
    window.press('ctrl+a')
    window.write('50')
    window.press('Return')
    both = [n for n in wrong if ages[n] <= 50]
    wait_rows(window, both)
    assert window.has_text('Filter: age: ≤ 50'), window.texts()
    window.press('Escape')
    wait_focus(window, 'Filter')
    window.key('ctrl+f')
    window.write('photo 4')
    wait_rows(window, [n for n in both if n == 'photo 4'])
    click(window, 'Remove the Filter “Wrong answers”')
    wait_rows(window, [n for n in ages if ages[n] <= 50 and n == 'photo 4'])
    click(window, 'Show All')
    wait_rows(window, truths)
    window.close()


def test_words(work):
    """Folders, codes and names of classes are found as names are."""
    window, answers, truths, _ = open_study(work)
    window.key('ctrl+f')
    window.write('"part 1"')
    wait_rows(window, [n for n in truths if int(n[6:]) % 2 == 1])
    window.press('ctrl+a')
    window.write('melanoma part')
    wait_rows(window, [n for n in truths if 'mel' in (truths[n], answers[n])])
    window.press('Escape')
    wait_rows(window, truths)
    window.close()


def test_truth_goes(work):
    """The conditions on it stay, and say that there is none."""
    window, answers, truths, _ = open_study(work)
    open_page(window, 'Right or Wrong')
    go_to(window, 'Down', 'Right answers')
    window.press('space')
    wait_rows(window, [n for n in truths if truths[n] == answers[n]])
    window.press('Escape')
    wait_focus(window, 'Filter')
    window.key('ctrl+z')
    wait_for(lambda: window.has_text('⚠ No table of truth is open'), lambda: 'the reason; have %r' % window.texts())
    wait_for(lambda: window.has_text('No image matches the filter'), 'the empty list')
    window.key('ctrl+shift+z')
    wait_rows(window, [n for n in truths if truths[n] == answers[n]])
    assert not window.has_text('⚠ No table of truth is open'), window.texts()
    window.close()


def test_folded(work):
    """The title says that the list is filtered also where nobody sees it."""
    window, answers, truths, _ = open_study(work)
    open_page(window, 'Right or Wrong')
    go_to(window, 'Down', 'Wrong answers')
    window.press('space')
    wrong = [n for n in truths if truths[n] != answers[n]]
    wait_rows(window, wrong)
    window.press('Escape')
    window.key('F9')
    wait_for(lambda: window.has_text('%d of %d shown' % (len(wrong), N)) and window.has_text('1 of %d' % len(wrong)),
             lambda: 'the title; have %r' % window.texts())
    window.close()


run_tests(globals())
