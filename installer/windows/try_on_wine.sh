#!/bin/sh
# Installs, upgrades and removes the Windows installer silently under wine (Debian: apt-get install nsis wine wine64).
# Without a Windows bundle a stand-in is packed: installer/windows/try_on_wine.sh [BUNDLE]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'WINEPREFIX=$work/prefix wineserver -k 2>/dev/null || true; rm -rf "$work"' EXIT
bundle=${1:-}
if [ -z "$bundle" ]; then
  bundle=$work/bundle
  mkdir -p "$bundle/_internal/sub"
  for file in cellwright.exe cellwright-cli.exe _internal/a.dll _internal/sub/b.txt; do echo stand-in >"$bundle/$file"; done
fi
export LC_ALL=C.UTF-8 WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' WINEARCH=win64
unset DISPLAY
drive=$WINEPREFIX/drive_c
said() { printf 'ok      %s\n' "$1"; }
fail() { printf 'FAILED  %s\n' "$1"; exit 1; }
there() { [ -e "$1" ] || fail "$1 is missing"; }
gone() { [ ! -e "$1" ] || fail "$1 is still there"; }
known() { wine reg query "$1" >/dev/null 2>&1; }
value() { wine reg query "$1" ${2:+/v "$2"} ${3:+/ve} 2>/dev/null | tr -d '\r'; }

python3 "$root/installer/windows/build.py" --bundle "$bundle" -o "$work/cw-setup-test.exe" >/dev/null
setup=$work/cw-setup-test.exe
wineboot -i >/dev/null 2>&1
user=$(ls -d "$drive/users/"* | grep -v Public | head -n 1)
local="$user/AppData/Local"

# Too old a Windows is refused
wine reg add 'HKCU\Software\Wine' /v Version /d win7 /f >/dev/null 2>&1
code=0; wine "$setup" /S /CurrentUser || code=$?
[ "$code" = 3 ] || fail "Windows 7: exit code $code"
[ -z "$(find "$drive" -name cellwright.exe)" ] || fail "something was installed on Windows 7"
wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1
wineserver -w
said "Windows 7 is refused with exit code 3"

# Per user
code=0; wine "$setup" /S /CurrentUser || code=$?
[ "$code" = 0 ] || fail "per user: exit code $code"
found=$(find "$drive" -name cellwright.exe -path '*Cellwright*' | head -n 1)
[ -n "$found" ] || fail "nothing was installed for the current user"
place=$(dirname "$found")
case $place in "$user"/*) ;; *) fail "a per-user install went to $place" ;; esac
there "$place/uninstall.exe"; there "$place/_internal/sub/b.txt" 2>/dev/null || there "$place/_internal"
value 'HKCU\Software\Classes\.cell' '' ve | grep -q 'Cellwright.Design' || fail "no association"
value 'HKCU\Software\Classes\Cellwright.Design\shell\open\command' '' ve | grep -q 'cellwright.exe' || fail "no open command"
value 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Cellwright' DisplayVersion | grep -q '[0-9]' || fail "no uninstall entry"
[ -n "$(find "$user" -name 'Cellwright.lnk')" ] || fail "nothing in the Start menu"
said "per user: files, association, Start menu, uninstall entry"

# Upgrade in place: a file of the old version goes, the user's data stay
mkdir -p "$local/Cellwright/config"; echo kept >"$local/Cellwright/config/settings.json"
echo old >"$place/_internal/from-an-old-version.dll"
wine "$setup" /S /CurrentUser
there "$place/cellwright.exe"; gone "$place/_internal/from-an-old-version.dll"; there "$local/Cellwright/config/settings.json"
said "upgrade in place: old program files gone, user data kept"

# Remove: user data stay
echo mine >"$place/somebody's own file.txt"
wine "$place/uninstall.exe" /CurrentUser /S; wineserver -w
gone "$place/cellwright.exe"; gone "$place/_internal"; there "$place/somebody's own file.txt"; there "$local/Cellwright/config/settings.json"
known 'HKCU\Software\Classes\Cellwright.Design' && fail "the association stayed"
known 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Cellwright' && fail "the uninstall entry stayed"
said "removal: program gone, user data and others' files kept"

# A folder with foreign files is refused
code=0; wine "$setup" /S /CurrentUser "/D=$(winepath -w "$place")" || code=$?
[ "$code" = 5 ] || fail "a folder with foreign files: exit code $code"
gone "$place/cellwright.exe"; rm "$place/somebody's own file.txt"
said "a folder with foreign files is refused with exit code 5"

# For everyone, to a chosen folder, then away with the data
wine "$setup" /S /AllUsers
place=$(dirname "$(find "$drive/Program Files" -name cellwright.exe | head -n 1)")
[ "$place" = "$drive/Program Files/Cellwright" ] || fail "for everyone went to '$place'"
value 'HKLM\Software\Classes\.cell' '' ve | grep -q 'Cellwright.Design' || fail "no association for everyone"
said "for everyone: Program Files and machine-wide association"
wine "$place/uninstall.exe" /AllUsers /S /REMOVEDATA; wineserver -w
gone "$place"; gone "$local/Cellwright/config"
said "removal with /REMOVEDATA: nothing left"
chosen="$drive/中文 folder/Cell"
cp "$setup" "$drive/setup.exe"
wine cmd /c 'C:\setup.exe /S /CurrentUser /D=C:\中文 folder\Cell'; wineserver -w # /D= takes no quotes
there "$chosen/cellwright.exe"
said "a chosen folder with spaces and Chinese characters (/D=)"
