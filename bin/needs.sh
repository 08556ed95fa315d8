# bin/setup and bin/setup-production source this file. It sets `node` to the Node.js that runs the app.

# As in package.json.
OLDEST_NODE=20.5

fail() {
  echo "Create Kernel: $1" >&2
  shift
  for line; do echo "  $line" >&2; done
  exit 1
}

# Open OnDemand's settings name the Node.js of its per-user web servers; by default, it is the first on the search path.
configured=$(sed -n 's/^passenger_nodejs:[[:space:]]*//p' \
  "${NGINX_STAGE_CONFIG_FILE:-/etc/ood/config/nginx_stage.yml}" 2>/dev/null | tr -d "\"'")
node=node
if [ -x "$configured" ]; then node=$configured; fi

version=$("$node" --version 2>/dev/null) ||
  fail 'Node.js is missing.' "Install Node.js $OLDEST_NODE or newer, so that \`node\` is on the search path."
older=$(printf '%s\n' "${version#v}" "$OLDEST_NODE" | sort -V | head -n 1)
if [ "$older" != "$OLDEST_NODE" ]; then
  fail "Node.js $OLDEST_NODE or newer is needed, but \`$node\` is ${version#v}." 'Install a current LTS release.'
fi
