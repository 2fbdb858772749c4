#!/bin/sh
# Installs the Debian package into a bare system folder and uses the program there as a user without rights or a home:
#     sudo installer/linux/try_in_container.sh FILE.deb [MINBASE]
# Needs root, debootstrap and a Debian mirror. MINBASE: a folder debootstrap has filled already; it is copied.
set -eu
deb=$(realpath "$1")
work=$(mktemp -d)
system=$work/system
cleanup() {
  umount "$system/proc" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap cleanup EXIT
if [ -n "${2:-}" ]; then cp -a "$2" "$system"; else debootstrap --variant=minbase bookworm "$system" >/dev/null; fi
cp /etc/resolv.conf "$system/etc/resolv.conf" 2>/dev/null || true
for file in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf; do [ -f "$file" ] && cp "$file" "$system/etc/apt/apt.conf.d/"; done
# The host's own sources, where it is the same Debian: its mirror may be the only one there is.
if grep -q '^VERSION_CODENAME=bookworm' /etc/os-release; then
  rm -f "$system/etc/apt/sources.list"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do [ -f "$file" ] && cp "$file" "$system${file%/*}/"; done
fi
mount -t proc proc "$system/proc"
cp "$deb" "$system/tmp/cellwright.deb"
inside() { chroot "$system" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { chroot --userspec=65534:65534 "$system" /usr/bin/env -i PATH=/usr/bin:/bin "$@"; }
said() { printf 'ok      %s\n' "$1"; }
fail() { printf 'FAILED  %s\n' "$1"; exit 1; }

inside apt-get update -qq
before=$(inside dpkg-query -f '${Package}\n' -W | sort)
inside apt-get install -y -qq --no-install-recommends /tmp/cellwright.deb >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; fail "apt-get install"; }
said "installed with its declared dependencies: $(inside dpkg-query -f '${Status} ${Version}' -W cellwright)"
as_user cellwright-cli self-test || fail "the self-test"
said "the self-test as a user without a home"
as_user cellwright-cli new li-s-1.6Ah-ers -o /tmp/cell.cell
as_user cellwright-cli export /tmp/cell.cell --what specification -o /tmp/cell.pdf
head -c 4 "$system/tmp/cell.pdf" | grep -q %PDF || fail "no PDF"
for file in usr/share/applications/cellwright.desktop usr/share/mime/packages/cellwright.xml usr/share/icons/hicolor/256x256/apps/cellwright.png opt/cellwright/_internal/licences/index.json; do
  [ -f "$system/$file" ] || fail "$file is missing"
done
missing=$(inside sh -c 'for f in $(find /opt/cellwright -name "*.so*" -type f); do LD_LIBRARY_PATH=/opt/cellwright/_internal ldd $f 2>/dev/null; done' | grep 'not found' | sort -u || true)
[ -z "$missing" ] || fail "libraries not found: $missing"
said "desktop file, MIME type, icon, licences; every library of the bundle finds its own"

# The X server comes only now, so that nothing it brings helped before.
inside apt-get install -y -qq --no-install-recommends xvfb xdotool shared-mime-info desktop-file-utils >"$work/apt2.log" 2>&1 || { cat "$work/apt2.log"; fail "apt-get install xvfb"; }
inside dpkg --configure -a
inside update-mime-database /usr/share/mime
inside update-desktop-database
grep -q 'application/x-cellwright-design=cellwright.desktop' "$system/usr/share/applications/mimeinfo.cache" || fail "no program for the MIME type"
grep -q 'application/x-cellwright-design.*\*.cell' "$system/usr/share/mime/globs2" && said "the desktop's databases know *.cell" || \
  { grep -q 'x-cellwright-design:\*.cell' "$system/usr/share/mime/globs2" && said "the desktop's databases know *.cell"; } || fail "*.cell is unknown"
mkdir -p "$system/tmp/.X11-unix" && chmod 1777 "$system/tmp/.X11-unix"
cat >"$system/tmp/window.sh" <<'INSIDE'
Xvfb :83 -screen 0 1600x1000x24 -nolisten tcp >/dev/null 2>&1 & server=$!
export DISPLAY=:83
sleep 1
cellwright /tmp/cell.cell & program=$!
window=
for _ in $(seq 100); do window=$(xdotool search --onlyvisible --name '1\.6 Ah' 2>/dev/null | head -n 1); [ -n "$window" ] && break; sleep 0.2; done
[ -n "$window" ] || { echo "no window"; kill $server $program; exit 1; }
sleep 1
xdotool windowfocus --sync "$window"; xdotool key ctrl+q
code=0; wait $program || code=$?
kill $server
exit $code
INSIDE
as_user sh /tmp/window.sh || fail "the window under Xvfb"
said "the window opens the design under Xvfb and quits with 0"
inside apt-get remove -y -qq cellwright >/dev/null 2>&1 || fail "apt-get remove"
[ ! -e "$system/opt/cellwright" ] && [ ! -e "$system/usr/bin/cellwright" ] || fail "something stayed after removal"
said "removed without a trace"
