#!/bin/sh
# Fills fuzz/corpus/ from fixtures/ and from the lines below: one input for each tree and each file,
# pairs of states, and arguments. What a fuzzer has found stays.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/tree corpus/states corpus/arguments

# The files of a tree, each behind a line that names it.
tree() {
    (cd "$1" && find . -name '*.yaml' -type f | sort) | while read -r file; do
        printf '#: %s\n' "${file#./}" | sed 's|^#: okrs/|#: |'
        cat "$1/$file"
        echo
    done
}

for case in ../fixtures/*/; do
    name=$(basename "$case")
    tree "$case" > "corpus/tree/$name"
    find "$case" -name '*.yaml' -type f | while read -r file; do
        cp "$file" "corpus/tree/$(printf %s "${file#../fixtures/}" | tr '/ ' '--')"
    done
    # The same with other numbers, words and levels, and the other way round.
    for change in 's/\(target: [^0-9]*\)/\11/' 's/parent: .*/parent: other/' \
        's/- id: /- id: x/' 's/2026-Q1/2026-Q2/' 's/^status: .*/status: dropped/' '/current:/d'; do
        sum=$(printf %s "$change" | cksum | cut -d ' ' -f 1)
        {
            cat "corpus/tree/$name"
            echo '#= later'
            sed "$change" "corpus/tree/$name"
        } > "corpus/states/$name-$sum"
    done
done
{
    cat corpus/tree/twelve-mistakes
    echo '#= later'
    cat corpus/tree/twelve-mended
} > corpus/states/twelve

arguments() {
    name=$(printf '%s\n' "$@" | cksum | cut -d ' ' -f 1)
    printf '%s\n' "$@" > "corpus/arguments/$name"
}
for state in HEAD HEAD~1 'HEAD^{/quarter}' 'v1^{tree}' '@{-1}' ':/quarter' -n 2025-Q3 cycle:2025-Q3 \
    2026-01-06 HEAD:okrs main..v1 main...HEAD okr/2025-Q4/close 'HEAD@{yesterday}' v1^0; do
    arguments rev "$state"
    arguments since "$state"
    arguments range "$state"
    arguments diff "$state" HEAD
    arguments why "$state" fresh/age
done
for cycle in 2026-Q1 FY2026-Q1 2026-H1 2026 2026-02 spring-term Q1 2026-W07 2026Q1 all ''; do
    arguments during "$cycle"
    arguments tree "$cycle" "open@$cycle"
    arguments allocation "$cycle" team:roast
done
for reference in open open/walk roast:fresh team:roast fresh/age@2026-Q1 opne :x a/b/c heat \
    every-street '@' 'x@y/z'; do
    arguments show 2026-02-14 "$reference"
    arguments log "$reference" 3
done
for level in stale=error off-track=off x=y ownership=warning a,b=info; do
    arguments level "$level" stale
done
arguments rules stale
for value in 5 7.5M '85%' 'at least 99.9%' '90% to 110%' +20% 3x '4.5/5' '2h 30m' '800 ms' '€1.2k' \
    '1,000' '1.000,5' 'at most 4 min' '-3 pp' '12:30' '2026-02-10' '10 users' '1/0' '−5' '٣' \
    'okrs/**/*.yaml' '{a,b}[!c]?' 'in 3 days' '1e400' 'between 1 and 2' '>= 5' '3 quarters' '½'; do
    arguments none "$value" "$value of $value" "-$value"
done
