# Looks whether the mine works: `bash drills/mine.sh works URL` ends well if its count has grown after three seconds,
# `bash drills/mine.sh stands URL` if it is the same, or if there is none to be had.
count() { curl -sf --max-time 3 "$1" | sed -n 's/.*"hashes":"\([0-9]*\)".*/\1/p'; }

BEFORE=$(count "$2")
sleep 3
AFTER=$(count "$2")
echo "hashes: ${BEFORE:-no answer}, three seconds later: ${AFTER:-no answer}"

# A page that goes or comes meanwhile says neither.
STATE=changing
if [ "$BEFORE" = "$AFTER" ]; then STATE=stands; fi
if [ "${BEFORE:-none}" != none ] && [ "${AFTER:-0}" -gt "$BEFORE" ]; then STATE=works; fi
[ "$1" = $STATE ]
