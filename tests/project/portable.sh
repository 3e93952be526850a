#!/bin/sh
# portable.sh aarch64|clang|old-cpu SOURCE-ROOT DIGEST: nn gives the same bits on other CPUs and from another compiler. The
# program digest prints a hash of everything that nn computes; DIGEST is the one of this build. TAP.
mode=${1:?mode} root=${2:?source root} digest=${3:?digest program}
. "$(dirname "$0")/portable-build.sh"
ulimit -c 0

hashes plain "$digest" >"$work/expected" || { report "the native digest runs" "$work/expected"; finish; }
[ "$(wc -l <"$work/expected")" -ge 70 ] || { report "the native digest has all its lines" "$work/expected"; finish; }

case $mode in
aarch64)
  need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
  need qemu-aarch64 qemu-user
  case $(aarch64-linux-gnu-gcc -print-file-name=libc.a) in
  /*) ;;
  *) echo "the C library for AArch64 is missing: install libc6-dev-arm64-cross" >"$work/missing"
     report "libc for AArch64 is installed" "$work/missing"
     finish ;;
  esac
  build digest aarch64-linux-gnu-gcc "plain neon" -static -Wall -Wextra -Wno-unused-parameter
  report "compiles for AArch64 without a warning" "$work/digest.log"
  qemu-aarch64 "$work/digest" --levels >"$work/levels" 2>&1
  printf 'neon\nplain\n' | diff - "$work/levels" >"$work/difference"
  report "AArch64 has neon and plain" "$work/difference"
  same "neon has the native bits" neon qemu-aarch64 "$work/digest"
  same "plain on AArch64 has the native bits" plain qemu-aarch64 "$work/digest"

  # The test can fail: a kernel that rounds the product before the sum must differ in all that it computes.
  printf '#include <math.h>\n#define fmaf(a, b, c) ((a) * (b) + (c))\n' >"$work/twice.h"
  build digest aarch64-linux-gnu-gcc "plain neon" -static -include "$work/twice.h"
  hashes plain qemu-aarch64 "$work/digest" | diff "$work/expected" - | grep -c '^>' >"$work/count"
  [ "$(cat "$work/count")" -ge 10 ] && : >"$work/count"
  report "a kernel that rounds twice is told from ours" "$work/count"
  ;;
clang)
  need clang clang
  build digest clang "$NN_LEVELS" -Wall -Wextra -Wno-unused-parameter -Wno-unknown-warning-option
  report "compiles with clang without a warning" "$work/digest.log"
  for level in $("$digest" --levels); do
    same "clang's $level has GCC's bits" "$level" "$work/digest"
  done
  ;;
old-cpu)
  need qemu-x86_64 qemu-user
  old="qemu-x86_64 -cpu Nehalem" # of 2008: SSE 4.2, no AVX, no FMA
  $old "$digest" --levels >"$work/levels" 2>&1
  echo plain | diff - "$work/levels" >"$work/difference"
  report "a CPU without AVX has the level plain only" "$work/difference"
  $old "$digest" avx2 >"$work/refusal" 2>&1
  [ $? = 2 ] && grep -q 'this CPU has no level avx2' "$work/refusal" && : >"$work/refusal"
  report "it is refused avx2" "$work/refusal"
  same "it gives the same bits, by no illegal instruction" plain $old "$digest"

  # The test can fail: the emulated CPU does stop at an AVX instruction.
  echo 'int main (void) { __asm__ volatile ("vxorps %ymm0, %ymm0, %ymm0"); return 0; }' >"$work/avx.c"
  ${CC:-cc} "$work/avx.c" -o "$work/avx" 2>"$work/errors" && { $old "$work/avx" >>"$work/errors" 2>&1; status=$?; }
  [ "$status" = 132 ] && : >"$work/errors" || echo "status $status, not 132" >>"$work/errors"
  report "an AVX instruction would have been illegal" "$work/errors"

  # qemu computes fused multiply-adds in software: a second opinion on the instructions of this CPU.
  newer="qemu-x86_64 -cpu Haswell"
  [ "$($newer "$digest" --levels 2>/dev/null | head -1)" = avx2 ] || echo "avx2 is not detected: qemu is older than 7.2" >"$work/none"
  report "an emulated Haswell has avx2" "$work/none"
  same "it gives the same bits" avx2 $newer "$digest"
  ;;
*)
  echo "Bail out! no such mode: $mode"
  exit 1
  ;;
esac
finish
