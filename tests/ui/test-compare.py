#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Drives the comparisons as a person does: test-compare.py DERMLENS DERM SAMPLES. Prints TAP."""

import drive
from drive import Atspi, Window, assert_shows, box_of, click, find_on, sample, wait_for, walk


def test_compare(work):
    """All recipes, two of them, then two images, by clicks; the list keeps its width all the while."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))

    def list_width():
        return box_of(window.find_all(Atspi.Role.LIST, 'Images')[0]).width

    def is_linked():
        return find_on(window, 'LensPair', 'Zoom Together')[0].get_state_set().contains(Atspi.StateType.PRESSED)

    def can_crop():
        return any(n.get_state_set().contains(Atspi.StateType.SENSITIVE) for n in walk(window.tree) if n.get_name() == 'Crop')
    width = list_width()
    window.key('k')
    click(window, 'LensCompare', 'Compare in Detail')
    wait_for(lambda: window.has_text('Difference: B minus A'), 'the difference of the recipes')
    wait_for(lambda: list_width() == width, lambda: 'the list to stay %d wide; it is %d' % (width, list_width()))
    assert window.has_text('published'), window.texts()
    assert is_linked() and not can_crop()
    click(window, 'LensPair', 'Zoom Together')
    wait_for(lambda: not is_linked(), 'each original to be zoomed by itself')
    click(window, 'LensPair', 'Back')  # to what it was opened from
    wait_for(lambda: find_on(window, 'LensCompare', 'Compare in Detail'), 'the recipes')
    click(window, 'LensCompare', 'Back')
    wait_for(can_crop, 'the image alone')
    assert list_width() == width
    window.key('p', 'Right')
    window.wait_title('drawn-02.jpg')
    wait_for(lambda: window.has_text('A: drawn-01.jpg') and window.has_text('B: drawn-02.jpg'), 'both images')
    originals = wait_for(lambda: find_on(window, 'LensPair', 'Original image', (Atspi.Role.IMAGE,)), 'the originals')
    inputs = find_on(window, 'LensPair', 'Network input', (Atspi.Role.TABLE,))
    heights = [(box_of(a).height, box_of(b).height) for a, b in zip(originals, inputs)]
    assert len(heights) == 2 and all(a > b for a, b in heights), heights
    assert list_width() == width
    window.key('Escape')
    wait_for(can_crop, 'the comparison to end')
    assert list_width() == width
    window.close()


drive.run_tests(globals())
