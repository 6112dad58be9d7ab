# How long each drill took, from what break.sh has noted. The last one ends now; of one done twice the later counts.
cd "$(dirname "$0")" || exit
echo "end $(date +%s)" | cat times - | awk '
  name != "" && name != "end" { took[name] = $2 - began }
  { name = $1; began = $2 }
  END { for (n = 1; n <= 10; n++) if (n in took) printf "drill %2d: %3d min %02d s\n", n, took[n] / 60, took[n] % 60 }'
