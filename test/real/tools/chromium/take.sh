#!/bin/sh
# Takes the Chromium without windows out of packages of this machine's Debian, with the libraries that the machine lacks:
# nothing is installed, and no state of the machine changes.
set -eu
output=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/root"

apt() {
  apt-get --quiet --quiet -o Dir::State="$work" -o Dir::Cache="$work" -o APT::Sandbox::User=root -o Debug::NoLocking=true "$@"
}

apt update
apt install --yes --no-install-recommends --reinstall --download-only chromium-headless-shell chromium-common
for package in "$work"/archives/*.deb; do
  dpkg-deb --extract "$package" "$work/root"
done
cp -R "$work/root/usr/lib" "$output/lib"
cat >"$output/chromium" <<'SCRIPT'
#!/bin/sh
here=$(dirname "$0")/lib
libraries=$(echo "$here"/*-linux-gnu)
LD_LIBRARY_PATH=$libraries:$libraries/pulseaudio exec "$here/chromium/chromium-headless-shell" "$@"
SCRIPT
chmod +x "$output/chromium"
