#!/bin/bash
# Builds Passenger's module for Debian's nginx: build-module.sh DIRECTORY. Debian has the module's own source, but not
# the library behind it; library/ stands in for that.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

headers=/usr/share/passenger/include
for source in "$here"/library/*.cpp; do
  g++ -std=c++17 -O1 -fPIC -Wall -I"$headers/cxx_supportlib" -c "$source" -o "$work/$(basename "$source" .cpp).o" &
done
wait

# A copy, for nginx's configure writes beside itself. NGX_CONF_FLAGS are what Debian's nginx was made with.
cp -r /usr/share/nginx/src "$work/nginx"
cd "$work/nginx"
source ./conf_flags
export PASSENGER_INCLUDEDIR=$headers
export PASSENGER_LIBS="$(echo "$work"/*.o) -ljsoncpp"
bash ./configure "${NGX_CONF_FLAGS[@]}" --with-cc-opt='-O1 -fPIC' --with-ld-opt=-fPIC --builddir="$work/objects" \
  --add-dynamic-module=/usr/share/passenger/ngx_http_passenger_module
make -f "$work/objects/Makefile" -j"$(nproc)" modules
cp "$work/objects/ngx_http_passenger_module.so" "$1/"
