#!/bin/bash
# Makes the disk image on a Mac: installer/macos/make_dmg.sh [APP] [FILE.dmg]
#
# Signs and notarises where the environment says how, and says so where it does not:
#   CELLWRIGHT_SIGN_AS        "Developer ID Application: ..." in the keychain
#   CELLWRIGHT_NOTARY_PROFILE a profile kept by `xcrun notarytool store-credentials`
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$root/app/__init__.py")
app=${1:-$root/dist/Cellwright.app}
image=${2:-$root/dist/cellwright-$version-macos-$(uname -m).dmg}
[ -d "$app" ] || { echo "There is no $app: run \`python dev.py bundle\` first." >&2; exit 2; }
command -v hdiutil >/dev/null || { echo "This needs hdiutil, so a Mac." >&2; exit 2; }

if [ -n "${CELLWRIGHT_SIGN_AS:-}" ]; then
  codesign --force --deep --timestamp --options runtime --sign "$CELLWRIGHT_SIGN_AS" \
    --entitlements "$root/installer/macos/entitlements.plist" "$app"
else
  echo "Not signed with an identity: CELLWRIGHT_SIGN_AS is not set. The signature is ad hoc."
  codesign --force --deep --sign - "$app"
fi
codesign --verify --deep --strict "$app"
plutil -lint "$app/Contents/Info.plist"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -volname "Cellwright $version" -srcfolder "$folder" -fs HFS+ -format UDZO -imagekey zlib-level=9 "$image"

if [ -n "${CELLWRIGHT_SIGN_AS:-}" ]; then
  codesign --force --timestamp --sign "$CELLWRIGHT_SIGN_AS" "$image"
  if [ -n "${CELLWRIGHT_NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$CELLWRIGHT_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
  else
    echo "Not notarised: CELLWRIGHT_NOTARY_PROFILE is not set."
  fi
fi

# What was made opens, and the program in it runs.
mounted=$(hdiutil attach -nobrowse -readonly "$image" | sed -n 's|.*\(/Volumes/.*\)|\1|p' | tail -n 1)
"$mounted/Cellwright.app/Contents/MacOS/cellwright-cli" self-test
hdiutil detach "$mounted"
echo "$image"
