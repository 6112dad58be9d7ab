# Looks whether the mine works: `bash drills/mine.sh works URL` ends well if its count has grown after three seconds,
# `bash drills/mine.sh stands URL` if it has not, or if there is no count to be had.
count() { curl -sf --max-time 3 "$1" | sed -n 's/.*"hashes":"\([0-9]*\)".*/\1/p'; }

BEFORE=$(count "$2")
sleep 3
AFTER=$(count "$2")
echo "hashes: ${BEFORE:-no answer}, three seconds later: ${AFTER:-no answer}"

STATE=stands
if [ "${BEFORE:-none}" != none ] && [ "${AFTER:-0}" -gt "$BEFORE" ]; then STATE=works; fi
[ "$1" = $STATE ]
