#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""store.py SOURCE: what Flathub asks of metainfo, pictures, icons and manifest and appstreamcli does not look at."""
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as ET

source = pathlib.Path(sys.argv[1])
APP = 'io.github.dermlens.Dermlens'
metainfo = ET.parse(source / 'data' / f'{APP}.metainfo.xml.in').getroot()
manifest = (source / 'flatpak' / f'{APP}.yml').read_text()


def test_words():
    assert len(metainfo.findtext('name')) <= 15
    summary = metainfo.findtext('summary')
    assert 10 <= len(summary) <= 35 and not summary.endswith('.'), summary
    assert 'research' in ''.join(metainfo.find('description/p').itertext())


def test_pictures_are_in_the_tree_and_fit():
    pictures = metainfo.findall('screenshots/screenshot/image')
    assert 3 <= len(pictures) <= 6
    for picture in pictures:
        base, tag, path = re.fullmatch(r'(https://[^ ]+?)/(v[0-9.]+)/(data/screenshots/.*\.png)', picture.text).groups()
        assert tag == 'v' + metainfo.find('releases/release').get('version'), 'a picture of another release'
        with open(source / path, 'rb') as file:
            width, height = struct.unpack('>II', file.read(24)[16:])
        assert (str(width), str(height)) == (picture.get('width'), picture.get('height')), path
        assert width <= 1000 and height <= 700, path


def test_captions():
    captions = [caption.text for caption in metainfo.findall('screenshots/screenshot/caption')]
    assert len(captions) == len(metainfo.findall('screenshots/screenshot'))
    assert not [caption for caption in captions if caption.endswith('.')], captions


def test_releases():
    releases = [release.attrib for release in metainfo.findall('releases/release')]
    assert sorted(releases, key=lambda release: release['date'], reverse=True) == releases
    assert all(release.findtext('description/p') for release in metainfo.findall('releases/release'))


def test_branding():
    colours = {colour.get('scheme_preference'): colour.text for colour in metainfo.findall('branding/color')}
    assert colours.keys() == {'light', 'dark'} and len(set(colours.values())) == 2, colours


def test_icons_are_square():
    for icon in f'{APP}.svg', f'{APP}-symbolic.svg':
        box = ET.parse(source / 'data' / 'icons' / icon).getroot().get('viewBox').split()
        assert box[:2] == ['0', '0'] and box[2] == box[3], icon


def test_permissions():
    block = re.search(r'^finish-args:\n((?:  - .*\n)+)', manifest, re.M).group(1)
    assert set(block.split()[1::2]) == {'--socket=wayland', '--socket=fallback-x11', '--share=ipc', '--device=dri'}, block


def test_sources_are_pinned():
    urls = re.findall(r'^ *url: *(.*)$', manifest, re.M)
    assert len(urls) == len(re.findall(r'^ *(?:sha256: *[0-9a-f]{64}|commit: *[0-9a-f]{40})$', manifest, re.M)), urls


tests = {name[5:].replace('_', ' '): function for name, function in list(globals().items()) if name.startswith('test_')}
print(f'1..{len(tests)}')
for number, (name, function) in enumerate(tests.items(), 1):
    try:
        function()
        print(f'ok {number} {name}')
    except (AssertionError, AttributeError, OSError) as error:
        print(f'not ok {number} {name}\n# {error!r}')
