#!/bin/bash
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
#
# screenshots.sh DERMLENS FOLDER [NAME...]
# Pictures of the window as people see it, one PNG per case, window only. Cases: see the end of this file; CASE-LANGUAGE is the case
# in that language, like narrow-ar. Without names all, in English, and the main ones in every language of po/LINGUAS.
set -u
here=$(cd "$(dirname "$0")" && pwd)
samples=$(cd "$here/../../data/samples" && pwd)
fixtures=$(cd "$here/../fixtures" && pwd)

if [ "${1-}" = --inside ]; then # on the private display: PROGRAM FILE.png WIDTH HEIGHT KEYS IMAGES...
  shift
  mkdir -p "$XDG_CONFIG_HOME/gtk-4.0" # GNOME's own font, which comes from a settings daemon otherwise
  printf '[Settings]\ngtk-font-name=Cantarell 11\ngtk-cursor-blink=0\n%b\n' "${SETTINGS-}" > "$XDG_CONFIG_HOME/gtk-4.0/settings.ini"
  settle() { # until nothing moves on the screen: two looks in a row that are the same
    local look before=
    for _ in $(seq 60); do
      sleep 0.4
      look=$(import -window root rgb:- | md5sum)
      [ "$look" = "$before" ] && return
      before=$look
    done
  }
  [ -n "${DPI-}" ] && xprop -root -f RESOURCE_MANAGER 8s -set RESOURCE_MANAGER "Xft.dpi: $DPI"
  if [ -n "${SHADOW-}" ]; then
    exec 5< <(exec /usr/bin/python3 "$here/shadow.py" manage)
    shadow=$!
    read -r _ <&5
  fi
  if [ -n "${LESSONS-}" ]; then # one of the user's own, with an error
    mkdir -p "$XDG_DATA_HOME/dermlens/lessons"
    printf '[Lesson]\nTitle=Mine\n[Text]\nView=Explian\nText=Words\n' > "$XDG_DATA_HOME/dermlens/lessons/mine.ini"
  fi
  program=$1 picture=$2 width=$3 height=$4 keys=$5
  shift 5
  "$program" "$@" &
  pid=$!
  window=$(timeout 60 xdotool search --sync --onlyvisible --pid $pid | tail -1)
  [ -n "$window" ] || { echo "no window for $picture" >&2; exit 1; }
  xdotool windowsize "$window" "$width" "$height" windowmove "$window" 0 0 windowfocus "$window"
  sleep 1
  settle
  for action in ${ACTIONS-}; do # NAME=VALUE: actions of the window, which it exports on the bus
    gdbus call --session --dest io.github.dermlens.Dermlens --object-path /io/github/dermlens/Dermlens/window/1 \
      --method org.gtk.Actions.Activate "${action%%=*}" "[<'${action#*=}'>]" '{}'
    sleep 0.4
  done
  for key in $keys; do
    case $key in
      drag:*) # drag:X,Y,X,Y
        IFS=, read -r x0 y0 x1 y1 <<< "${key#drag:}"
        if [ "${LANGUAGE-}" = ar ]; then x0=$((width - x0)) x1=$((width - x1)); fi # all is mirrored
        xdotool mousemove "$x0" "$y0" mousedown 1
        for i in 1 2 3 4 5 6 7 8; do xdotool mousemove $((x0 + (x1 - x0) * i / 8)) $((y0 + (y1 - y0) * i / 8)); sleep 0.05; done
        xdotool mouseup 1
        ;;
      menu:*) # menu:X,Y: a click with the right button
        IFS=, read -r x0 y0 <<< "${key#menu:}"
        if [ "${LANGUAGE-}" = ar ]; then x0=$((width - x0)); fi
        xdotool mousemove "$x0" "$y0" click 3
        ;;
      *) xdotool key "$key" ;;
    esac
    sleep 0.4
  done
  at=${POINT:-$((width * 45 / 100)),$((height * 45 / 100))}
  xdotool mousemove "${at%,*}" "${at#*,}"
  settle
  if [ -n "${SHADOW-}" ]; then
    /usr/bin/python3 "$here/shadow.py" shoot "$window" "$picture"
    kill $shadow
  else
    import -window root -crop "${width}x${height}+0+0" +repage "$picture"
  fi
  kill $pid
  wait $pid 2> /dev/null
  exit 0
fi

program=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
shift 2

shot() { # NAME WIDTH HEIGHT KEYS IMAGES...
  name=$1${language:+-$language} width=$2 height=$3 keys=$4
  shift 4
  "$here/run-under-xvfb.sh" ${WM:+-w} -s "${width}x${height}" "$0" --inside "$program" "$folder/$name.png" "$width" "$height" "$keys" "$@" \
    > "$folder/$name.log" 2>&1
  echo "$folder/$name.png"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'this is no image' > "$work/notes.png"
: > "$work/empty.jpg"
head -c 3000 "$samples"/drawn-02.jpg > "$work/cut.jpg"
head -c 3000 "$fixtures/torch/f16.pth" > "$work/cut.pth"
for i in $(seq -w 1 60); do ln -s "$samples/drawn-0$((10#$i % 7 + 1)).jpg" "$work/photo-$i.jpg"; done

mkdir "$work/folder"
echo image_id,dx > "$work/truth.csv"
classes=(bkl mel nv bcc)
for i in $(seq 40); do
  cp "$samples/drawn-0$((i % 7 + 1)).jpg" "$work/folder/photo $i.jpg"
  echo "photo $i,${classes[i % 4]}" >> "$work/truth.csv"
done

for i in 1 2; do # two of one name
  visit=$work/$([ $i = 1 ] && echo first || echo second)-visit
  mkdir "$visit"
  cp "$samples/drawn-0$i.jpg" "$visit/ISIC_0024306_left_shoulder_dermatoscope.jpg"
done

mkdir "$work/seen" # by the bundled model
echo image_id,dx > "$work/seen.csv"
for i in $(seq 14); do
  cp "$samples/drawn-0$((i % 7 + 1)).jpg" "$work/seen/ISIC_$(printf %07d $((24305 + i))).jpg"
  echo "ISIC_$(printf %07d $((24305 + i))),${classes[i % 4]}" >> "$work/seen.csv"
done

echo image_id,dx,age,sex,localization > "$work/study.csv"
sites=(back face trunk)
for i in $(seq 40); do
  echo "photo $i,${classes[i % 4]},$((25 + i % 12 * 5)),$([ $((i % 2)) = 0 ] && echo female || echo male),${sites[i % 3]}" >> "$work/study.csv"
done

echo 'nr;Foto;Alter;Ort;Befund' > "$work/clinic.csv"
words=('Melanoma in situ' nevus 'seborrheic keratosis' Fleck 'basal cell carcinoma')
for i in $(seq 40); do echo "$i;photo $i.jpg;$((20 + i));Arm;${words[i % 5]}" >> "$work/clinic.csv"; done

# A language needs a locale; few machines have these.
if ! [ -s "$samples/../../po/LINGUAS" ]; then echo "po/LINGUAS is empty: pictures in English only"; fi
languages=$(grep -v '^#' "$samples/../../po/LINGUAS" | xargs)
speak() { # LANGUAGE, or nothing for English
  language=$1
  unset LANGUAGE LOCPATH
  export LC_ALL=C.UTF-8
  [ -n "$language" ] || return 0
  locale=$(case $language in (ar) echo ar_EG ;; (de) echo de_DE ;; (es) echo es_ES ;; (fr) echo fr_FR ;; (*) echo "$language" ;; esac)
  export LANGUAGE=$language LOCPATH=$work/locales LC_ALL=$locale.UTF-8
  mkdir -p "$LOCPATH"
  [ -d "$LOCPATH/$LC_ALL" ] || localedef -i "$locale" -f UTF-8 "$LOCPATH/$LC_ALL" || echo "no locale $locale" >&2
}

for i in 1 2 3 4; do # of two years, names that are equal, and too long for a row
  for year in 2019 2020; do
    mkdir -p "$work/same/$year/clinic"
    cp "$samples/drawn-0$i.jpg" "$work/same/$year/clinic/ISIC_003432${i}_downsampled.jpg"
  done
  cp "$samples/drawn-0$i.jpg" "$work/same/ISIC_003433${i}_downsampled.jpg"
done

same=("$work/same/2019/clinic" "$work/same/2020/clinic" "$work/same")
larger='ctrl+plus ctrl+plus ctrl+plus'
strokes='drag:390,240,480,195 drag:680,215,770,310 drag:370,490,430,580' # on the input
to_orders='alt+7 shift+Tab Return Return Return' # the lesson "One image, two orders"
to_view='F10 Up Up Up Up Up Right' # the main menu's View
to_network='alt+4 period period'  # the second block's first layer
to_cell='Return Right Down'
to_matrix='Down Down Right Right Return' # a cell of Evaluate's
to_dense='period period period period period period period period period'
to_pairs='ctrl+shift+f Down Down Return'
to_age='ctrl+shift+f Down Down Down Down Down Down Down Down Down Down Return'
to_chips="$to_pairs space Down space Escape $to_age Up Up Up Tab Down Down Escape"
declare -A context=([context-list]=menu:120,190 [context-image]=menu:560,380 [context-input]=menu:1040,210 [context-bars]=menu:1090,554)
all="light dark pixels pixels-dark pixels-original pixels-untouched pixels-failed pixels-empty pixels-smallest pixels-colour pixels-text200 pixels-narrow pixels-present text200 low200 views-folded present-low same-names-view narrow narrow-list small empty error failed many grid grid-large grid-large-dark grid-large-text200
  grid-large-narrow same-names same-names-dark same-names-text200 same-names-narrow truth columns columns-dark
  columns-narrow columns-text200 selected notes narrow-notes sort-menu filter-menu filter-values filter-range filter-chips
  filter-chips-dark filter-chips-narrow filter-chips-text200 filter-chips-grid filter-folded nothing
  error-narrow offer zoomed smooth crop crop-dark crop-narrow crop-text200 input-grid input-packed present present-large shortcuts
  sorted high-contrast assumed compare compare-dark compare-narrow compare-text200
  pair pair-crop pair-pinned pair-dark pair-narrow pair-text200 pair-recipes pair-names pair-wide pair-rows pair-present compare-wide step-filter card card-table card-dark card-text200 card-narrow changed logits
  store-light store-explain store-learn store-compare store-truth store-dark
  gate gate-narrow help balanced model-error panes no-panes recipe-menu menu export-menu about present-dark narrow-text200 narrow-dark
  context-list context-image context-input context-bars context-list-dark context-image-dark context-input-dark context-bars-dark
  shortcuts-dark shortcuts-narrow shortcuts-text200 start start-narrow preferences preferences-dark preferences-narrow preferences-text200 export-menu-narrow open-menu
  settings-menu settings-menu-dark truth-dark truth-text200 help-dark
  explain explain-dark explain-narrow explain-text200 explain-contrast explain-present explain-present-low explain-flat explain-saturated explain-against explain-crop explain-edited
  evaluate evaluate-dark evaluate-high-contrast evaluate-narrow evaluate-text200
  network network-dark network-narrow network-text200 network-present network-cell network-cell-dark network-cell-narrow
  network-cell-text200 network-pool network-dense network-input network-logits network-wide network-other network-rows network-high-contrast
  network-small network-conv6 network-class network-present-low
  atlas atlas-dark atlas-narrow atlas-text200 atlas-present
  learn learn-dark learn-answered learn-covered learn-list learn-problem learn-narrow learn-text200 learn-present"
translated="light explain pixels network-cell evaluate narrow menu card compare truth filter-menu filter-chips input-packed shortcuts present text200 empty
  context-list context-image settings-menu start preferences help columns pair pair-recipes step-filter recipe-menu export-menu gate about learn"
if [ $# = 0 ]; then
  set -- $all
  for language in $languages; do
    for name in $translated; do set -- "$@" "$name-$language"; done
  done
fi

for name; do
  case " $languages ar " in # ar: right to left, also without a catalogue of our own
    *" ${name##*-} "*) speak "${name##*-}" && name=${name%-*} ;;
    *) speak '' ;;
  esac
  case $name in
    light) shot light 1280 800 'Down Down' "$samples"/*.jpg ;;
    pixels) shot pixels 1280 800 "Down Down Down Down alt+3 $strokes" "$samples"/*.jpg ;;
    pixels-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot pixels-dark 1280 800 "Down Down Down Down alt+3 $strokes" "$samples"/*.jpg ;;
    pixels-original) shot pixels-original 1280 800 "Down Down Down Down alt+3 drag:320,634,320,634 drag:300,240,480,195 drag:680,215,770,310" "$samples"/*.jpg ;;
    pixels-untouched) shot pixels-untouched 1280 800 'alt+3' "$samples"/*.jpg ;;
    pixels-failed) shot pixels-failed 1280 800 'alt+3' "$work/notes.png" ;;
    pixels-empty) shot pixels-empty 1280 800 'alt+3' ;;
    pixels-smallest) shot pixels-smallest 1280 800 'alt+3 drag:798,688,798,688 Down Return' "$samples"/*.jpg ;;
    pixels-colour) shot pixels-colour 1280 800 'alt+3 drag:798,71,798,71' "$samples"/*.jpg ;;
    pixels-text200) DPI=192 shot pixels-text200 1400 1000 "Down Down Down Down alt+3 $strokes" "$samples"/*.jpg ;;
    pixels-narrow) shot pixels-narrow 360 1200 "Down Down Down Down alt+3 drag:100,300,160,340" "$samples"/*.jpg ;;
    pixels-present) WM=1 shot pixels-present 1280 800 "Down Down Down Down alt+3 F5 $strokes" "$samples"/*.jpg ;;
    dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot dark 1280 800 'Down Down' "$samples"/*.jpg ;;
    # those of metainfo and README, in data/screenshots: 1000x700 at most, as on a desktop
    store-light) SHADOW=1 shot store-light 1000 700 'Down Down' "$samples"/*.jpg ;;
    store-explain) SHADOW=1 POINT=20,20 shot store-explain 1000 700 'Down Down Down Down Down Down alt+2' "$samples"/*.jpg ;;
    store-learn) SHADOW=1 POINT=20,20 shot store-learn 1000 700 "$to_orders Down Tab Return Down Down" "$samples"/drawn-0[1-7].jpg ;;
    store-compare) SHADOW=1 shot store-compare 1000 700 'k' "$samples"/drawn-0[1-7].jpg ;;
    store-truth) SHADOW=1 shot store-truth 1000 700 'Down Down' "$work/folder" "$work/truth.csv" ;;
    store-dark) SHADOW=1 SETTINGS=gtk-application-prefer-dark-theme=1 shot store-dark 1000 700 'Down Down Down' "$samples"/*.jpg ;;
    high-contrast) SETTINGS=gtk-theme-name=Default-hc shot high-contrast 1280 800 'Down Down' "$samples"/*.jpg ;;
    text200) DPI=192 shot text200 1400 1000 'Down' "$samples"/*.jpg ;;
    low200) DPI=192 shot low200 1280 800 'Down' "$samples"/*.jpg ;;
    views-folded) DPI=192 shot views-folded 1280 800 'drag:1000,145,1000,145 Down' "$samples"/*.jpg ;;
    present-low) WM=1 shot present-low 1024 768 'F5' "$samples"/*.jpg ;;
    same-names-view) shot same-names-view 360 900 '' "${same[@]}" ;;
    narrow) shot narrow 360 900 '' "$samples"/*.jpg ;;
    narrow-list) shot narrow-list 360 900 'F9' "$samples"/*.jpg ;;
    small) shot small 500 400 '' "$samples"/drawn-0[1-3].jpg "$work/empty.jpg" ;;
    empty) shot empty 1280 800 '' ;;
    error) shot error 1280 800 '' "$work/notes.png" "$samples"/drawn-0[1-3].jpg "$work/empty.jpg" "$work/cut.jpg" ;;
    failed) shot failed 1280 800 '' "$work/notes.png" ;;
    many) shot many 1280 800 '' "$work"/photo-*.jpg ;;
    grid-large) shot grid-large 1280 800 "ctrl+g ctrl+f Return Down Right $larger" "$work/folder" ;;
    grid-large-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot grid-large-dark 1280 800 "ctrl+g ctrl+f Return Down Right $larger" "$work/folder" ;;
    grid-large-text200) DPI=192 shot grid-large-text200 1400 1000 "ctrl+g ctrl+f Return Down Right $larger" "$work/folder" ;;
    grid-large-narrow) shot grid-large-narrow 360 900 "ctrl+g F9 ctrl+f Return $larger" "$work/folder" ;;
    same-names) shot same-names 1280 800 'Down Down' "${same[@]}" ;;
    same-names-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot same-names-dark 1280 800 'Down Down' "${same[@]}" ;;
    same-names-text200) DPI=192 shot same-names-text200 1400 1000 'Down Down' "${same[@]}" ;;
    same-names-narrow) shot same-names-narrow 360 900 'F9' "${same[@]}" ;;
    grid) shot grid 1280 800 'ctrl+g Down Right' "$work/folder" ;;
    truth) shot truth 1280 800 'Down Down f Down Return l 5 n h a i r Return' "$work/folder" "$work/truth.csv" ;;
    truth-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot truth-dark 1280 800 'Down Down' "$work/folder" "$work/truth.csv" ;;
    truth-text200) DPI=192 shot truth-text200 1400 1000 'Down Down' "$work/folder" "$work/truth.csv" ;;
    seen) shot seen 1280 800 'Down Down' "$work/seen" "$work/seen.csv" ;;
    seen-details) shot seen-details 1280 800 'drag:110,690,110,690' "$work/seen" "$work/seen.csv" ;;
    seen-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot seen-dark 1280 800 'ctrl+g' "$work/seen" "$work/seen.csv" ;;
    seen-text200) DPI=192 shot seen-text200 1400 1000 '' "$work/seen" "$work/seen.csv" ;;
    seen-narrow) shot seen-narrow 360 900 'F9' "$work/seen" "$work/seen.csv" ;;
    columns) shot columns 1280 800 '' "$work/folder" "$work/clinic.csv" ;;
    columns-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot columns-dark 1280 800 '' "$work/folder" "$work/clinic.csv" ;;
    columns-narrow) shot columns-narrow 360 900 '' "$work/folder" "$work/clinic.csv" ;;
    columns-text200) DPI=192 shot columns-text200 1400 1000 '' "$work/folder" "$work/clinic.csv" ;;
    selected) shot selected 1280 800 'ctrl+f Return shift+Down shift+Down' "$work/folder" ;;
    notes) SETTINGS=gtk-application-prefer-dark-theme=1 shot notes 1280 800 'ctrl+g Down f' "$work/folder" "$work/truth.csv" ;;
    narrow-notes) shot narrow-notes 360 900 'n' "$work/folder" "$work/truth.csv" ;;
    sort-menu) shot sort-menu 1280 800 'ctrl+l' "$work/folder" ;;
    filter-menu) shot filter-menu 1280 800 'ctrl+shift+f' "$work/folder" "$work/study.csv" ;;
    filter-values) shot filter-values 1280 800 "$to_pairs" "$work/folder" "$work/study.csv" ;;
    filter-range) shot filter-range 1280 800 "$to_age Up Up Up Tab Down Down" "$work/folder" "$work/study.csv" ;;
    filter-chips) shot filter-chips 1280 800 "$to_chips" "$work/folder" "$work/study.csv" ;;
    filter-chips-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot filter-chips-dark 1280 800 "$to_chips" "$work/folder" "$work/study.csv" ;;
    filter-chips-narrow) shot filter-chips-narrow 360 900 "$to_chips" "$work/folder" "$work/study.csv" ;;
    filter-chips-text200) DPI=192 shot filter-chips-text200 1400 1000 "$to_chips" "$work/folder" "$work/study.csv" ;;
    filter-chips-grid) shot filter-chips-grid 1280 800 "$to_chips ctrl+g" "$work/folder" "$work/study.csv" ;;
    filter-folded) shot filter-folded 1280 800 "$to_chips F9" "$work/folder" "$work/study.csv" ;;
    nothing) shot nothing 1280 800 'ctrl+f x y' "$work/folder" ;;
    offer) shot offer 1280 800 'l' "$work/folder/photo 1.jpg" ;;
    zoomed) shot zoomed 1280 800 'plus plus plus plus plus plus plus plus' "$samples"/drawn-01.jpg ;;
    gate) shot gate 1280 800 '' "$samples"/drawn-08-tea.jpg "$samples"/drawn-0[1-3].jpg ;;
    gate-narrow) shot gate-narrow 360 1200 '' "$samples"/drawn-08-tea.jpg ;;
    smooth) shot smooth 1280 800 'plus plus plus plus plus plus plus plus x' "$samples"/drawn-01.jpg ;;
    crop) shot crop 1280 800 'Down Down c drag:300,240,380,300' "$samples"/*.jpg ;;
    crop-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot crop-dark 1280 800 'c shift+c shift+Left ctrl+shift+Left' "$samples"/*.jpg ;;
    error-narrow) shot error-narrow 360 900 "" "$work/notes.png" "$samples"/drawn-0[1-3].jpg "$work/empty.jpg" ;;
    crop-narrow) shot crop-narrow 360 900 'c' "$samples"/*.jpg ;;
    crop-text200) DPI=192 shot crop-text200 1400 1000 'c' "$samples"/*.jpg ;;
    input-grid) shot input-grid 1280 800 'g drag:1000,150,1000,150 Down Down Right' "$samples"/drawn-01.jpg ;;
    input-packed) shot input-packed 1280 800 'drag:1220,215,1220,215 drag:1010,200,1010,200 Down Down Right' "$samples"/drawn-01.jpg ;;
    present-large) WM=1 shot present-large 1920 1080 'F5 c' "$samples"/*.jpg ;;
    compare-present) WM=1 shot compare-present 1280 800 "k F5" "$samples"/drawn-0[1-3].jpg ;;
    pair-present) WM=1 shot pair-present 1280 800 "p Down F5" "$samples"/drawn-0[1-3].jpg ;;
    present) WM=1 shot present 1280 800 'F5' "$samples"/*.jpg ;;
    help) shot help 1280 800 'F1' "$samples"/drawn-01.jpg ;;
    help-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot help-dark 1280 800 'F1' "$samples"/drawn-01.jpg ;;
    shortcuts) WM=1 shot shortcuts 1280 800 'ctrl+question' "$samples"/drawn-01.jpg ;;
    shortcuts-dark) WM=1 SETTINGS=gtk-application-prefer-dark-theme=1 shot shortcuts-dark 1280 800 'ctrl+question c r o p' "$samples"/drawn-01.jpg ;;
    shortcuts-narrow) WM=1 shot shortcuts-narrow 360 900 'ctrl+question' "$samples"/drawn-01.jpg ;;
    shortcuts-text200) DPI=192 WM=1 shot shortcuts-text200 1400 1000 'ctrl+question' "$samples"/drawn-01.jpg ;;
    sorted) shot sorted 1280 800 's' "$samples"/drawn-01.jpg ;;
    assumed) shot assumed 1280 800 '' --model "$fixtures/torch/f16.pth" "$samples"/drawn-0[1-3].jpg ;;
    compare) shot compare 1280 800 'k' --model "$fixtures/torch/f16.pth" "$samples"/drawn-0[1-3].jpg ;;
    compare-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot compare-dark 1280 800 'k' "$samples"/drawn-0[1-3].jpg ;;
    compare-narrow) shot compare-narrow 360 900 'k' --model "$fixtures/torch/f16.pth" "$samples"/drawn-01.jpg ;;
    compare-text200) DPI=192 shot compare-text200 1400 1000 'k' "$samples"/drawn-01.jpg ;;
    panes) shot panes 1280 800 'drag:900,400,700,400 drag:217,400,330,400' "$samples"/*.jpg ;;
    no-panes) shot no-panes 1280 800 'F9 ctrl+F9' "$samples"/*.jpg ;;
    pair-crop) shot pair-crop 1280 800 'c shift+c ctrl+shift+Left ctrl+shift+Left ctrl+shift+Left ctrl+shift+Left ctrl+shift+Left p Page_Down' "$samples"/*.jpg ;;
    pair) shot pair 1280 800 'p Down' "$work/folder" "$work/truth.csv" ;;
    pair-pinned) shot pair-pinned 1280 800 'p' "$samples"/drawn-0[1-3].jpg ;;
    pair-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot pair-dark 1280 800 'p Down plus plus plus plus' "$samples"/drawn-0[1-3].jpg ;;
    pair-narrow) shot pair-narrow 360 1800 'p Down' "$samples"/drawn-0[1-3].jpg ;;
    pair-text200) DPI=192 shot pair-text200 1400 1000 'p Down' "$samples"/drawn-0[1-3].jpg ;;
    pair-recipes) ACTIONS='compare-with-recipe=published' shot pair-recipes 1280 800 '' "$samples"/drawn-0[1-3].jpg ;;
    pair-names) shot pair-names 1280 800 'p Down' "$work"/{first,second}-visit/ISIC_0024306_left_shoulder_dermatoscope.jpg ;;
    pair-wide) shot pair-wide 1920 1080 'p Down' "$work/folder" "$work/truth.csv" ;;
    pair-rows) shot pair-rows 1000 900 'p Down' "$work/folder" "$work/truth.csv" ;;
    pair-present) WM=1 shot pair-present 1920 1080 'F5 p Down' "$samples"/drawn-0[1-3].jpg ;;
    compare-wide) shot compare-wide 1920 1080 'k' --model "$fixtures/torch/f16.pth" "$samples"/drawn-0[1-3].jpg ;;
    step-filter) shot step-filter 1280 800 'drag:952,379,952,379' "$samples"/drawn-01.jpg ;;
    card) shot card 1280 800 'm' "$samples"/drawn-0[1-3].jpg ;;
    card-table) shot card-table 1280 1600 'm' "$samples"/drawn-0[1-3].jpg ;;
    card-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot card-dark 1280 800 'm' "$samples"/drawn-0[1-3].jpg ;;
    card-text200) DPI=192 shot card-text200 1400 1000 'm' "$samples"/drawn-0[1-3].jpg ;;
    card-narrow) shot card-narrow 360 900 'm' --model "$fixtures/torch/f16.pth" ;;
    changed) ACTIONS='recipe=as-trained views=8' shot changed 1280 800 '' "$samples"/drawn-0[1-3].jpg ;;
    logits) ACTIONS='scores=logits' shot logits 1280 800 '' "$samples"/drawn-03.jpg ;;
    balanced) ACTIONS='decision=balanced' shot balanced 1280 800 '' --model "$fixtures/recipe.safetensors" "$samples"/drawn-03.jpg ;;
    recipe-menu) shot recipe-menu 1280 800 'drag:955,355,955,355' "$samples"/drawn-03.jpg ;;
    model-error) shot model-error 1280 800 '' --model "$work/cut.pth" "$samples"/drawn-01.jpg ;;
    export-menu) shot export-menu 1280 800 "drag:1065,27,1065,27 Down" "$samples"/drawn-0[1-3].jpg ;;
    start) shot start 1280 800 'alt+Home' "$samples"/drawn-0[1-3].jpg ;;
    start-narrow) shot start-narrow 360 900 'alt+Home' "$samples"/drawn-0[1-3].jpg ;;
    preferences) WM=1 shot preferences 1280 800 'ctrl+comma' "$samples"/drawn-0[1-3].jpg ;;
    preferences-dark) WM=1 SETTINGS=gtk-application-prefer-dark-theme=1 shot preferences-dark 1280 800 'ctrl+comma' "$samples"/drawn-0[1-3].jpg ;;
    preferences-narrow) WM=1 shot preferences-narrow 360 900 'ctrl+comma' "$samples"/drawn-01.jpg ;;
    preferences-text200) DPI=192 WM=1 shot preferences-text200 1400 1000 'ctrl+comma' "$samples"/drawn-0[1-3].jpg ;;
    export-menu-narrow) shot export-menu-narrow 360 900 'F10 Down Down Down Down Right' "$samples"/drawn-0[1-3].jpg ;;
    open-menu) shot open-menu 1280 800 'F10 Right' "$samples"/drawn-0[1-3].jpg ;;
    menu) shot menu 1280 800 'F10' "$samples"/drawn-0[1-3].jpg ;;
    about) shot about 1280 800 'F10 Up Return' "$samples"/drawn-0[1-3].jpg ;;
    present-dark) WM=1 SETTINGS=gtk-application-prefer-dark-theme=1 shot present-dark 1920 1080 'F5' "$samples"/*.jpg ;;
    narrow-text200) DPI=192 shot narrow-text200 360 1400 '' "$samples"/*.jpg ;;
    narrow-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot narrow-dark 360 900 '' "$samples"/*.jpg ;;
    settings-menu) shot settings-menu 1280 1000 "$to_view" "$samples"/drawn-0[1-3].jpg ;;
    settings-menu-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot settings-menu-dark 1280 1000 "$to_view" "$samples"/drawn-0[1-3].jpg ;;
    context-list | context-image | context-input | context-bars) shot "$name" 1280 800 "${context[$name]}" "$samples"/drawn-0[1-3].jpg ;;
    context-*-dark)
      SETTINGS=gtk-application-prefer-dark-theme=1 shot "$name" 1280 800 "${context[${name%-dark}]}" "$samples"/drawn-0[1-3].jpg
      ;;
    explain) POINT=590,348 shot explain 1280 800 'Down Down Down Down Down Down alt+2' "$samples"/*.jpg ;;
    explain-dark) POINT=590,348 SETTINGS=gtk-application-prefer-dark-theme=1 shot explain-dark 1280 800 'Down Down Down Down Down Down alt+2' "$samples"/*.jpg ;;
    explain-narrow) ACTIONS='explain-method=gradcam' shot explain-narrow 360 1200 'alt+2' "$samples"/drawn-07.jpg ;;
    explain-text200) DPI=192 shot explain-text200 1400 1000 'alt+2' "$samples"/drawn-07.jpg ;;
    explain-contrast) SETTINGS=gtk-theme-name=Default-hc shot explain-contrast 1280 800 'alt+2' "$samples"/drawn-07.jpg ;;
    explain-present) WM=1 shot explain-present 1280 800 'alt+2 F5' "$samples"/drawn-07.jpg ;;
    explain-present-low) WM=1 shot explain-present-low 1024 768 'alt+2 F5' "$samples"/drawn-07.jpg ;;
    explain-flat) shot explain-flat 1280 800 'alt+2 bracketright' "$samples"/drawn-07.jpg ;; # vasc
    explain-saturated) ACTIONS='explain-baseline=blur' shot explain-saturated 1280 800 'alt+2 comma comma' "$samples"/drawn-03.jpg ;;
    explain-against) ACTIONS='explain-method=gradcam' shot explain-against 1280 800 'alt+2' "$samples"/drawn-08-tea.jpg ;;
    explain-crop) shot explain-crop 1280 800 'c shift+c shift+Left ctrl+shift+Left alt+2' "$samples"/drawn-07.jpg ;;
    explain-edited) shot explain-edited 1280 800 "Down Down Down Down alt+3 $strokes alt+2" "$samples"/*.jpg ;;
    evaluate) shot evaluate 1280 800 "alt+6 $to_matrix" "$work/folder" "$work/truth.csv" ;;
    evaluate-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot evaluate-dark 1280 800 "alt+6 $to_matrix" "$work/folder" "$work/truth.csv" ;;
    evaluate-high-contrast) SETTINGS=gtk-theme-name=Default-hc shot evaluate-high-contrast 1280 800 "alt+6 $to_matrix" "$work/folder" "$work/truth.csv" ;;
    evaluate-narrow) shot evaluate-narrow 360 1800 "alt+6 $to_matrix" "$work/folder" "$work/truth.csv" ;;
    evaluate-text200) DPI=192 shot evaluate-text200 1400 1400 "alt+6 $to_matrix" "$work/folder" "$work/truth.csv" ;;
    network) shot network 1280 800 "$to_network" "$samples"/drawn-0[1-3].jpg ;;
    network-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot network-dark 1280 800 "$to_network" "$samples"/drawn-0[1-3].jpg ;;
    network-high-contrast) SETTINGS=gtk-theme-name=Default-hc shot network-high-contrast 1280 800 "$to_network $to_cell" "$samples"/drawn-0[1-3].jpg ;;
    network-narrow) shot network-narrow 360 1400 "$to_network" "$samples"/drawn-03.jpg ;;
    network-text200) DPI=192 shot network-text200 1400 1000 "$to_network" "$samples"/drawn-03.jpg ;;
    network-present) WM=1 shot network-present 1920 1080 "F5 $to_network $to_cell" "$samples"/drawn-0[1-3].jpg ;;
    network-cell) shot network-cell 1280 800 "$to_network $to_cell" "$samples"/drawn-0[1-3].jpg ;;
    network-cell-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot network-cell-dark 1280 800 "$to_network $to_cell" "$samples"/drawn-0[1-3].jpg ;;
    network-cell-narrow) shot network-cell-narrow 360 1800 "$to_network $to_cell" "$samples"/drawn-03.jpg ;;
    network-cell-text200) DPI=192 shot network-cell-text200 1400 1400 "$to_network $to_cell" "$samples"/drawn-03.jpg ;;
    network-pool) shot network-pool 1280 800 "$to_network comma $to_cell" "$samples"/drawn-03.jpg ;;
    network-dense) shot network-dense 1280 800 "$to_network $to_dense Return" "$samples"/drawn-03.jpg ;;
    network-small) shot network-small 1024 768 "$to_network $to_cell" "$samples"/drawn-0[1-3].jpg ;;
    network-conv6) shot network-conv6 1280 800 "$to_network period period period period period period Return F9" "$samples"/drawn-0[1-3].jpg ;;
    network-class) shot network-class 1280 800 "alt+2 bracketright $to_network" "$samples"/drawn-0[1-3].jpg ;;
    network-present-low) WM=1 shot network-present-low 1024 768 "F5 $to_network $to_cell" "$samples"/drawn-0[1-3].jpg ;;
    network-logits) shot network-logits 1280 800 "$to_network $to_dense period period period period Return" "$samples"/drawn-03.jpg ;;
    network-input) shot network-input 1280 800 "$to_network comma comma comma Return" "$samples"/drawn-03.jpg ;;
    network-wide) shot network-wide 1920 1080 "$to_network $to_dense comma comma Return" "$samples"/*.jpg ;;
    network-other) shot network-other 1280 800 "$to_network Return" --model "$fixtures/nn-odd.safetensors" "$samples"/drawn-03.jpg ;;
    network-rows) ACTIONS='recipe=as-trained' shot network-rows 1280 800 "$to_network Return" "$samples"/drawn-03.jpg ;;
    atlas) shot atlas 1280 800 'alt+5' "$samples"/*.jpg ;;
    atlas-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot atlas-dark 1280 800 'alt+5' "$samples"/*.jpg ;;
    atlas-narrow) shot atlas-narrow 360 1200 'alt+5' "$samples"/*.jpg ;;
    atlas-text200) DPI=192 shot atlas-text200 1400 1000 'alt+5' "$samples"/*.jpg ;;
    atlas-present) WM=1 shot atlas-present 1280 800 'alt+5 F5' "$samples"/*.jpg ;;
    learn) shot learn 1280 800 "$to_orders Down Tab Return Down Down" "$samples"/drawn-0[1-7].jpg ;;
    learn-dark) SETTINGS=gtk-application-prefer-dark-theme=1 shot learn-dark 1280 800 "$to_orders Down Tab Return Down Down" "$samples"/drawn-0[1-7].jpg ;;
    learn-answered) shot learn-answered 1280 800 "$to_orders Down Tab Return Down Down Tab Return" "$samples"/drawn-0[1-7].jpg ;;
    learn-covered) shot learn-covered 1280 800 'alt+7 shift+Tab Return Return' "$samples"/drawn-0[1-7].jpg ;;
    learn-list) shot learn-list 1280 800 'alt+7 shift+Tab shift+Tab space' "$samples"/drawn-0[1-7].jpg ;;
    learn-problem) LESSONS=1 shot learn-problem 1280 800 'alt+7 shift+Tab shift+Tab space End Return' "$samples"/drawn-0[1-7].jpg ;;
    learn-narrow) shot learn-narrow 360 900 "alt+7" "$samples"/drawn-0[1-7].jpg ;;
    learn-text200) DPI=192 shot learn-text200 1400 1000 "$to_orders" "$samples"/drawn-0[1-7].jpg ;;
    learn-present) WM=1 shot learn-present 1024 768 "alt+7 F5 Page_Down Page_Down Page_Down Page_Down Page_Down Page_Down Page_Down Page_Down Page_Down Page_Down Page_Down Page_Down" "$samples"/drawn-0[1-7].jpg ;;
    *) echo "unknown: $name" >&2 ;;
  esac
done
