#!/bin/sh
# A supervisord of its own, with the machine's settings: what it writes and what it includes is in this mount namespace alone.
# usage: supervisor.sh   (in a mount and process namespace of its own)
set -eu
mount --make-rprivate /
for directory in /run /etc/supervisor/conf.d /var/log/supervisor; do
  mount -t tmpfs -o mode=755 tmpfs "$directory"
done
exec supervisord --nodaemon --configuration /etc/supervisor/supervisord.conf
