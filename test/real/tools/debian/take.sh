#!/bin/sh
# Takes a few files out of packages of this machine's Debian: nothing is installed, and no state of the machine changes.
set -eu
output=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"

apt() {
  apt-get --quiet --quiet -o Dir::State="$work" -o Dir::Cache="$work" -o APT::Sandbox::User=root \
    -o APT::Architectures::=amd64 -o APT::Architectures::=arm64 "$@"
}

# take PACKAGE PATH NAME
take() {
  mkdir "$work/$3"
  (cd "$work/$3" && apt download "$1")
  dpkg-deb --fsys-tarfile "$work/$3"/*.deb | tar --extract --directory="$work/$3" "./$2"
  mv "$work/$3/$2" "$output/$3"
}

apt update
take busybox-static:amd64 bin/busybox busybox-amd64
take busybox-static:arm64 bin/busybox busybox-arm64
take qemu-user-static:amd64 usr/bin/qemu-aarch64-static qemu-arm64
take runc:amd64 usr/sbin/runc runc
take nginx:amd64 usr/sbin/nginx nginx
take tzdata usr/share/zoneinfo zoneinfo
