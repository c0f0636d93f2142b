#!/bin/sh
# Boots systemd as process 1 of a container over an overlay of this machine's own tree, of which nothing is written. All mounts are in a private namespace and
# end with it; the control groups are removed by whoever runs this.
# usage: boot.sh DIRECTORY "CGROUP..." [BIND...]   (in a mount namespace of its own)
set -eu
directory=$1
cgroups=$2
shift 2

for cgroup in $cgroups; do
  mkdir "$cgroup"
  echo $$ > "$cgroup/cgroup.procs"
done

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$directory"
mkdir "$directory/upper" "$directory/work" "$directory/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$directory/upper,workdir=$directory/work" "$directory/root"

# What this machine starts at boot is no business of the tests.
rm -rf "$directory/root/etc/systemd/system" "$directory/root"/etc/rc?.d
mkdir -p "$directory/root/etc/systemd/system"

for path; do set -- "$@" "--bind-ro=$path"; shift; done
exec systemd-nspawn --directory="$directory/root" --boot --quiet --register=no --keep-unit --private-network --link-journal=no --console=pipe --machine="daemonize-tests-$$" "$@"
