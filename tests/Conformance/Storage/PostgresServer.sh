# Makes a PostgreSQL server in a temporary folder, says "ready", and removes it all when its standard input ends: that is when whoever
# started it ends, however it ends.  Arguments: folder of the programs, port.  The password comes in CONSENT_TEST_PASSWORD.
set -eu
programs=$1 port=$2 temporary=${TMPDIR:-/tmp}

# Left by a run whose every process was killed at once.
find "$temporary" -maxdepth 1 -name 'consent-postgres.*' -user "$(id -un)" -mmin +240 -exec rm -rf {} + 2>/dev/null || true

folder=$(mktemp -d "$temporary/consent-postgres.XXXXXX")
trap 'rm -rf "$folder"' EXIT
printf %s "$CONSENT_TEST_PASSWORD" >"$folder/password"

make() {
    rm -rf "$folder/data"
    "$programs/initdb" --pgdata="$folder/data" --username=consent --auth=scram-sha-256 --pwfile="$folder/password" --encoding=UTF8 "$@" >"$folder/log" 2>&1
}

# A language's own order of letters where there is one, to see that the service does not depend on it.
make --locale=C --locale-provider=icu --icu-locale=ru || make --locale=C || { cat "$folder/log" >&2; exit 1; }

cd "$folder"
"$programs/postgres" -D "$folder/data" -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories="$folder" -c fsync=on \
    -c max_connections=300 -c autovacuum=off >"$folder/log" 2>&1 </dev/null &
server=$!
until "$programs/pg_isready" --quiet --host=127.0.0.1 --port="$port"; do
    kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
    sleep 0.1
done
echo ready
cat >/dev/null
kill -INT "$server" 2>/dev/null || true
wait "$server" || true
