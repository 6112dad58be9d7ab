# One way to mend what break.sh has broken: `bash drills/mend.sh NUMBER`, from the folder with running.yaml.
set -eu

case $1 in
  1) kubectl scale deployment redis --replicas=1 ;;
  2) kubectl apply -f running.yaml ;;
  3) kubectl patch deployment webui --type=json --patch '[{"op":"remove","path":"/spec/template/spec/containers/0/command"}]' ;;
  4) kubectl create configmap hasher-settings --from-literal=LEVEL=info ;;
  5) kubectl set resources deployment worker --requests=cpu=50m ;;
  6) kubectl patch deployment rng --type=json --patch '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]' ;;
  7) kubectl expose deployment redis --port=6379 ;;
  8) kubectl patch service hasher --patch '{"spec":{"selector":{"app":"hasher"}}}' ;;
  9) kubectl apply -f running.yaml ;;
  10) kubectl exec deployment/redis -- redis-cli config set maxmemory 0 ;;
  *)
    echo "There is no drill $1." >&2
    exit 2
    ;;
esac
