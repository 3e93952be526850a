#!/bin/sh
# Every global symbol carries its floor's prefix; nn calls libc and libm only. TAP. Arguments: libnn.a, then the shared libraries.
n=0 failed=0
report() { # NAME BAD_SYMBOLS
  n=$((n + 1))
  if [ -z "$2" ]; then echo "ok $n $1"; else echo "not ok $n $1"; echo "$2" | sed 's/^/# /'; failed=1; fi
}
report "nn defines nn_ only" "$(nm -g --defined-only "$1" | awk 'NF == 3 {print $3}' | grep -v '^nn_' | grep -vE '^(__|_GLOBAL_)')"
report "nn calls libc and libm only" "$(nm -gu "$1" | awk '$1 == "U" {print $2}' | sort -u |
  grep -vxE 'nn_.*|_GLOBAL_OFFSET_TABLE_|__cpu_(model|indicator_init)|__(stack_chk|asan|ubsan|tsan|sanitizer|gcov).*|(aligned_alloc|madvise|calloc|malloc|free|realloc|mem(cpy|set|move|cmp)|str(cmp|len|ncmp)|v?snprintf|(ceil|floor|round|trunc|fma|sqrt|sin|cos|sincos|fmax|fmin)f?|__memcpy_chk|__memset_chk|__vsnprintf_chk|__snprintf_chk|__explicit_bzero_chk)')"
shift
for library; do
  report "$(basename "$library") exports derm_ only" "$(nm -gD --defined-only "$library" | awk 'NF >= 3 {print $3}' |
    grep -vE '^(derm_|_init$|_fini$|__(asan|ubsan|odr))' | sed 's/@.*//')"
done
echo "1..$n"
exit $failed
