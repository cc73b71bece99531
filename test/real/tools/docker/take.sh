#!/bin/sh
# Takes Docker's engine out of packages of this machine's Debian: nothing is installed, and no state of the machine changes.
set -eu
output=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/packages" "$work/root" "$output/lib"

apt() {
  apt-get --quiet --quiet -o Dir::State="$work" -o Dir::Cache="$work" -o APT::Sandbox::User=root "$@"
}

apt update
(cd "$work/packages" && apt download docker.io containerd runc iptables \
  libip4tc2 libip6tc2 libmnl0 libnetfilter-conntrack3 libnfnetlink0 libnftnl11 libxtables12 libdevmapper1.02.1)
for package in "$work"/packages/*.deb; do
  dpkg-deb --extract "$package" "$work/root"
done
cd "$work/root/usr"
cp bin/containerd bin/containerd-shim-runc-v2 bin/docker sbin/dockerd sbin/docker-proxy sbin/runc "$output"
find . -path './lib/*.so*' ! -type d -exec cp -P {} "$output/lib" \;
cp sbin/xtables-nft-multi "$output/lib"
# The engine calls it in the network of each container, for name look-ups.
for name in iptables ip6tables; do
  cat >"$output/$name" <<SCRIPT
#!/bin/sh
here=\$(dirname "\$0")/lib
LD_LIBRARY_PATH=\$here XTABLES_LIBDIR=\$here exec "\$here/xtables-nft-multi" $name "\$@"
SCRIPT
  chmod +x "$output/$name"
done
