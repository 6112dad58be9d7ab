# Breaks DockerCoins: `bash drills/break.sh NUMBER`. Whoever reads on knows what is broken before having looked for it.
set -eu
cd "$(dirname "$0")"
echo "$1 $(date +%s)" >>times

{
  case $1 in
    1) kubectl scale deployment redis --replicas=0 ;;
    2)
      IMAGE=$(kubectl get deployment rng -o jsonpath='{.spec.template.spec.containers[0].image}')
      kubectl set image deployment/rng rng="${IMAGE%:*}:v0.01"
      ;;
    3) kubectl patch deployment webui --patch '{"spec":{"template":{"spec":{"containers":[{"name":"webui","command":["node","webui.js"]}]}}}}' ;;
    4)
      kubectl delete configmap hasher-settings --ignore-not-found
      kubectl patch deployment hasher --patch '{"spec":{"template":{"spec":{"containers":[{"name":"hasher","envFrom":[{"configMapRef":{"name":"hasher-settings"}}]}]}}}}'
      kubectl rollout restart deployment hasher
      ;;
    5) kubectl set resources deployment worker --requests=cpu=1000 ;;
    6) kubectl patch deployment rng --patch '{"spec":{"template":{"spec":{"containers":[{"name":"rng","readinessProbe":{"httpGet":{"path":"/ready","port":80},"periodSeconds":1}}]}}}}' ;;
    7)
      kubectl delete service redis
      kubectl rollout restart deployment worker
      ;;
    8) kubectl patch service hasher --patch '{"spec":{"selector":{"app":"hash"}}}' ;;
    9) kubectl patch service rng --type=json --patch '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]' ;;
    10) kubectl exec deployment/redis -- redis-cli config set maxmemory 1 ;;
    *)
      echo "There is no drill $1." >&2
      exit 2
      ;;
  esac
} >/dev/null
echo "Drill $1: something is broken now."
