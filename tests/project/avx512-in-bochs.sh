#!/bin/sh
# avx512-in-bochs.sh [SOURCE-ROOT]: nn's AVX-512 level where no CPU has it. Bochs emulates a Skylake-X: Debian's kernel boots
# in it with the program digest, which prints a hash of all that nn computes; they are compared with those of the plain
# level here. By hand only, not part of the tests: fetches 35 MB from Debian's archive with apt (nothing is installed) and
# takes one to five minutes. Needs Debian, gcc, python3, script(1). Leaves the console's output in serial.txt.
root=$(cd "${1:-$(dirname "$0")/../..}" && pwd) || exit 1
output=$PWD/serial.txt
NN_ARGS='-O3 -fno-math-errno -fno-trapping-math'
NN_FLAGS_avx2='-mavx2 -mfma'
NN_FLAGS_avx512='-mavx512f -mavx512vl -mavx512bw -mavx512dq -mfma'
. "$root/tests/project/portable-build.sh"
build digest gcc "plain avx2 avx512" -static
hashes plain "$work/digest" >"$work/expected" || exit 1

mkdir "$work/debs" "$work/iso" "$work/iso/isolinux"
cd "$work/debs" || exit 1
kernel=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p')
apt-get download -q bochs bochs-term bochsbios vgabios libgtk-3-0 libsamplerate0 isolinux syslinux-common genisoimage busybox-static \
  "$kernel" >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }
for deb in *.deb; do dpkg-deb -x "$deb" "$work/root"; done
cd "$work" || exit 1

cat >init <<'END'
#!/bin/busybox sh
echo "BEGIN levels"
/digest --levels
echo "BEGIN digests"
/digest
echo "END of digests"
/bin/busybox sleep 3
/bin/busybox poweroff -f
END
python3 - <<'END'
# The initial file system as a cpio archive ("newc"): with this, device nodes need no root.
def entry(name, mode, data=b'', major=0, minor=0):
    path = name.encode() + b'\0'
    fields = (0, mode, 0, 0, 1, 0, len(data), 0, 0, major, minor, len(path), 0)
    head = b'070701' + b''.join(b'%08X' % field for field in fields) + path
    return head + b'\0' * (-len(head) % 4) + data + b'\0' * (-len(data) % 4)

with open('iso/initrd', 'wb') as out:
    out.write(entry('bin', 0o40755) + entry('dev', 0o40755) + entry('dev/console', 0o20600, b'', 5, 1))
    for name, source in ('bin/busybox', 'root/bin/busybox'), ('digest', 'digest'), ('init', 'init'):
        with open(source, 'rb') as data:
            out.write(entry(name, 0o100755, data.read()))
    out.write(entry('TRAILER!!!', 0))
END
cp root/usr/lib/ISOLINUX/isolinux.bin root/usr/lib/syslinux/modules/bios/ldlinux.c32 iso/isolinux/
cp root/boot/vmlinuz-* iso/linux
# Bochs 2.7 gives the size of the compacted register state wrongly; Linux would then do without AVX: no xsaves, no xsavec.
cat >iso/isolinux/isolinux.cfg <<'END'
DEFAULT linux
PROMPT 0
LABEL linux
  KERNEL /linux
  INITRD /initrd
  APPEND console=ttyS0,115200 nokaslr mitigations=off nosmp noapic nolapic noxsaves clearcpuid=xsavec,xsaves tsc=reliable lpj=1000000 panic=-1 quiet
END
root/usr/bin/genisoimage -quiet -o boot.iso -b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 \
  -boot-info-table -R iso || exit 1

: >"$output"
share=$work/root/usr/share/bochs
cat >bochsrc <<END
config_interface: textconfig
display_library: term
memory: guest=256, host=256
romimage: file=$share/BIOS-bochs-latest
vgaromimage: file=$share/VGABIOS-lgpl-latest
cpu: model=corei7_skylake_x, count=1, ips=200000000, reset_on_triple_fault=0
ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=cdrom, path=$work/boot.iso, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=$output
log: $work/bochs.log
panic: action=fatal
error: action=ignore
info: action=ignore
END
echo c >go # Debian's Bochs has the debugger, which waits for "continue"
library=$work/root/usr/lib/x86_64-linux-gnu
# Bochs draws on a terminal: script(1) gives it one, with an input that stays open and silent.
export LD_LIBRARY_PATH="$library" LTDL_LIBRARY_PATH="$library/bochs/plugins" BXSHARE="$share" TERM=xterm
mkfifo silence
sleep 900 >silence &
sleeper=$!
timeout 900 script -qfc 'echo $$ >pid; exec root/usr/bin/bochs-bin -q -f bochsrc -rc go' typescript <silence >/dev/null 2>&1 &
for second in $(seq 900); do
  grep -aq 'Power down' "$output" && break
  sleep 1
done
kill "$sleeper"
kill -9 "$(cat pid)" 2>/dev/null # if it has not ended with the machine

tr -d '\r' <"$output" >printed
sed -n '/^BEGIN levels/,/^BEGIN digests/p' printed | grep -qx avx512 || echo "the emulated CPU has no avx512" >levels
report "the emulated CPU has avx512" levels
for level in plain avx2 avx512; do
  sed -n "s/^$level \([^ ]*\/[0-9]* [0-9a-f]*\)\$/\1/p" printed | diff expected - >difference
  report "$level in the emulator has the bits of plain here" difference
done
[ $failed != 0 ] || rm "$output"
finish
