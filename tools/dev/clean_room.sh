#!/usr/bin/env bash
# Proves a command on a fresh system: a minimal Debian 12 that holds nothing but a clone of this checkout.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/dev/clean_room.sh [--photos DIR] COMMAND...

Makes a minimal Debian 12 root with debootstrap, clones the checkout's last commit into it and runs COMMAND there as
root, in the clone. Exits with the command's status; the root is removed afterwards. The bare root is kept as an
archive in the temporary folder, so that only the first run fetches it. Needs root, debootstrap and git; packages come
from wherever apt on this machine gets them.
  --photos DIR   shows DIR, read-only, at the place where the tests look for photographs
For example: tools/dev/clean_room.sh tools/quickstart.sh
USAGE
}

photos=
while [[ ${1:-} == --* ]]; do
  case $1 in
    --help) usage; exit 0 ;;
    --photos) photos=$(cd "${2:?--photos needs a folder}" && pwd); shift ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
[[ $# -gt 0 ]] || { usage >&2; exit 2; }
[[ $EUID -eq 0 ]] || { echo "clean_room.sh: needs root" >&2; exit 1; }

# Mounts are made in a mount namespace of this script's own, so none can outlive it, however it ends.
if [[ -z ${HESSCUT_CLEAN_ROOM:-} ]]; then
  export HESSCUT_CLEAN_ROOM=1
  exec unshare --mount --propagation private "$0" ${photos:+--photos "$photos"} "$@"
fi

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
release=bookworm
archive=${TMPDIR:-/tmp}/hesscut-clean-room-$release.tar
room=$(mktemp -d "${TMPDIR:-/tmp}/hesscut-clean-room.XXXXXX")
root=$room/root
clone=/src/hesscut

# Leaves nothing mounted inside before anything is deleted: the photo folder is not the room's own.
# shellcheck disable=SC2317  # the trap calls it
remove_room() {
  local mounted
  for mounted in "$root/src/shared/data" "$root/dev" "$root/proc" "$root"; do
    if mountpoint --quiet "$mounted"; then umount --recursive "$mounted" || return; fi
  done
  rm -rf --one-file-system "$room"
}
trap remove_room EXIT

# One line a package source of this release: "deb URI RELEASE COMPONENT".
apt_sources() {
  # shellcheck disable=SC2016  # apt expands these fields
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
    grep --extended-regexp " $release(-updates|-security)? main$" | sort --unique
}

make_archive() {
  local mirror
  mirror=$(apt_sources | awk -v release="$release" '$3 == release { print $2; exit }')
  [[ -n $mirror ]] || { echo "clean_room.sh: apt on this machine knows no source of Debian $release" >&2; exit 1; }
  echo "Making a bare Debian $release ..."
  debootstrap --variant=minbase --include=ca-certificates "$release" "$room/bare" "$mirror" >"$room/debootstrap.log" 2>&1 ||
    { tail -n 20 "$room/debootstrap.log" >&2; exit 1; }
  tar --create --file "$room/bare.tar" --directory "$room/bare" .
  mv "$room/bare.tar" "$archive"
  rm -rf --one-file-system "$room/bare"
}

started=$SECONDS
[[ -e $archive ]] || make_archive
mkdir "$root"
mount --bind "$root" "$root"  # a mount point, as a machine's root is: programs within may make mounts of their own
tar --extract --file "$archive" --directory "$root"
apt_sources >"$root/etc/apt/sources.list"
apt-config dump | grep --extended-regexp '^Acquire::(https?|Check-[A-Za-z-]+)(::[^ ]+)? ' >"$root/etc/apt/apt.conf.d/90host" || true
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"

[[ -z $(git -C "$repository" status --porcelain) ]] || echo "Note: the room gets the last commit, without the uncommitted changes."
git clone --quiet --no-hardlinks "$repository" "$root$clone"
if [[ -n $photos ]]; then
  mkdir -p "$root/src/shared/data"
  mount --bind "$photos" "$root/src/shared/data"
  mount -o remount,bind,ro "$root/src/shared/data"
fi
echo "The room was ready after $((SECONDS - started)) s."

started=$SECONDS
status=0
# shellcheck disable=SC2016  # the inner shell expands these
chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM="${TERM:-dumb}" \
  bash -c 'cd "$1" && shift && exec "$@"' room "$clone" "$@" || status=$?
echo "The command took $((SECONDS - started)) s and ended with status $status."
exit "$status"
