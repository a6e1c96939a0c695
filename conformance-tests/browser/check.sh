#!/bin/sh
# Opens the report's page in a real browser, for a conformant, a deviant and an inconclusive run, one with known deviations,
# and one of a client, light and dark, wide and narrow. Fails if a page asks the network for anything, says something on the console, is wider than the window, or has text
# that is too faint. Pictures go to conformance-tests/target/browser. Needs the built jars, curl, Node 20 and Chromium (Debian:
# apt-get install chromium).
set -eu
cd "$(dirname "$0")/../.."
suite=conformance-tests/target/upscale4j-conformance.jar
provider=src/provider/target/upscale4j-provider.jar
out=conformance-tests/target/browser
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -f "$suite" ] && [ -f "$provider" ] || { echo "expected $suite and $provider: mvn -DskipTests package" >&2; exit 2; }
[ -n "$chromium" ] || { echo "expected chromium, found none: apt-get install -y chromium, or set CHROMIUM" >&2; exit 2; }
rm -rf "$out"
mkdir -p "$out"

# judge NAME EXIT-CODE BUDGET FAULTS [OPTION…]
judge() {
    name=$1 expected=$2 budget=$3
    printf '%s' "$4" >"$out/$name.faults.json"
    shift 4
    mkfifo "$out/$name.port"
    java -jar "$provider" --faults "$out/$name.faults.json" >"$out/$name.port" &
    pid=$!
    url=$(grep -m 1 -o 'http://127\.0\.0\.1:[0-9]*' <"$out/$name.port")
    rm "$out/$name.port"
    code=0
    UPSCALE4J_API_KEY=demo java -jar "$suite" --base-url "$url" --budget "$budget" --max-images 80 \
        --report "$out/$name" "$@" >"$out/$name.txt" || code=$?
    kill "$pid" || true
    ended "$name" "$expected" "$code"
}

# ended NAME EXPECTED-CODE CODE
ended() {
    [ "$3" = "$2" ] || { echo "expected exit code $2 of the $1 run, found $3: see $out/$1.txt" >&2; exit 1; }
}
judge conformant 0 unlimited '[]'
judge deviant 1 5 '[
  {"on": "success", "patch": [{"op": "replace", "path": "/data/0/seed", "value": "12345"}, {"op": "replace", "path": "/created", "value": "22 November 2026"}, {"op": "remove", "path": "/data/0/resolution"}, {"op": "replace", "path": "/data/0/prompt", "value": "</style><script>alert(1)</script> <img src=x onerror=alert(2)> {{x}}"}]},
  {"on": "refusal", "contentType": "text/html"}
]'
judge inconclusive 3 1 '[{"status": 503}]'

# What is lived with, and what changed since the first run.
seeds='[{"on": "success", "patch": [{"op": "replace", "path": "/data/0/seed", "value": "12345"}]}]'
cat >"$out/known.yaml" <<'KNOWN'
- {rule: schema, where: /data/*/seed, reason: The gateway sends seeds as text., link: 'https://tickets.example/1', expires: 2999-12-31}
- {rule: content-type, where: 'response-header:Content-Type', reason: It comes and goes., link: 'https://tickets.example/2', expires: 2999-12-31, intermittent: true}
KNOWN
judge known 0 1 "$seeds" --known "$out/known.yaml" --since "$out/conformant/report.json"

# The other side: a call as it should be, and one with a parameter that is out of range.
mkfifo "$out/client.port"
java -jar "$suite" judge-client --calls 2 --report "$out/client" >"$out/client.port" &
pid=$!
endpoint=$(grep -m 1 -o 'http://127\.0\.0\.1:[0-9]*/[a-z/]*' <"$out/client.port")
rm "$out/client.port"
printf 'iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAIAAADZF8uwAAAA4UlEQVR42g3KQQEAUQRAwR9CCCGEcH5nIYQQQgghhBBmd87z3kMe+rCHP+KRj3r0Yx77uMd7gggqmOBCCCmU0MIIK5z8SRFFFVNcCSWVUloZZZXTPxliqGGGG2GkUUYbY6xx9idHHHXMcSecdMppZ5x1zv8USKCBBR5EkEEFHUywwcWfEkk0scSTSDKppJNJNrn8UyGFFlZ4EUUWVXQxxRZXf2qk0cYab6LJpppuptnm+k+DDDrY4EMMOdTQwww73PxpkUUXW3yJJZdaeplll9s/HXLoYYcfceRRRx9z7HHHB1larmE4V9OTAAAAAElFTkSuQmCC' | base64 -d >"$out/picture.png"
for parameters in '{"resemblance":60}' '{"resemblance":101,"prompt":null}'; do
    curl -sS -o "$out/client.answer" -H 'Authorization: Bearer demo' -F "image_request=$parameters;type=application/json" \
        -F "image_file=@$out/picture.png;type=image/png" "$endpoint"
done
code=0
wait "$pid" || code=$?
ended client 1 "$code"
node conformance-tests/browser/check.mjs "$chromium" "$out" \
    conformant:conformant deviant:deviant inconclusive:inconclusive known:conformant client:deviant
