/** Command lines that change nothing; each says the same in both kubectls. */
export const READING = String.raw`
get pods
get pods -o wide
get po,svc
get all
get all -A
get all -o wide
get deploy -o wide
get deploy/shop svc/shop
get deploy shop nobody
get nodes
get ns
get pods -A --no-headers
get pods --show-labels
get pods -L app,tier
get pods -l app=shop
get pods -l app=nobody
get pods --field-selector=status.phase=Running
get pods --sort-by=.metadata.name
get pods --sort-by=.nobody
get pods --sort-by=.nobody -o name
get svc --sort-by={.spec.type} -o name
get pods -n nowhere
get pv
get cm,secret,ep,pvc,ds,rs,ing,netpol,limits,role,rolebinding,pdb,hpa,sa
get pods -o name
get deploy -o name
get svc -o yaml
get deploy shop -o yaml
get deploy,svc -o json
get cm settings -o json
get all -o yaml
get nodes -o yaml
get events -o name
get pod
get
get nobody
get nobody.example.org
get pods -o nobody
get pods/x svc
get pod/
get pod/a/b
get ,pods
get po x -A
get po x -l a=b
get pods,svc -w
get pods --output-watch-events
get pods --nobody
get pods -zw
get pods -o
get pods --chunk-size=x
get pods --ignore-not-found nobody
get -f nobody.yaml
get pods --request-timeout=1x
get pods -o jsonpath='{range .items[*]}{.metadata.namespace}{"\t"}{.status.phase}{"\n"}{end}'
get svc -o jsonpath='{.items[*].metadata.name}'
get svc shop -o jsonpath='{.spec.ports[0].nodePort}'
get svc shop -o jsonpath='{.spec.ports[?(@.name=="http")].port}'
get svc shop -o jsonpath='{.spec.ports[?(@.port>80)].name}'
get svc shop -o jsonpath="{.metadata['name']}"
get svc shop -o jsonpath="{['metadata','kind']}"
get svc -o jsonpath='{.items[0:2].metadata.name} {.items[-1:].metadata.name} {.items[-1].metadata.name}'
get nodes -o jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}'
get deploy shop -o jsonpath='{.metadata.annotations.kubectl\.kubernetes\.io/last-applied-configuration}'
get deploy shop -o jsonpath='{.spec.template.spec.containers[*].name}'
get deploy shop -o jsonpath='{.spec.template.spec.containers[0].env}'
get deploy shop -o jsonpath='{range .spec.template.spec.containers[*]}{.name}:{range .ports[*]}{.containerPort},{end};{end}'
get deploy shop -o jsonpath='{range .nobody[*]}{.name}{end}x{.nobody}'
get deploy shop -o jsonpath='{.nobody.x[0]}'
get deploy shop -o jsonpath='{.spec.template.spec.containers[9].name}'
get deploy shop -o jsonpath='{.metadata.name'
get deploy shop -o jsonpath='{.spec.template.spec.containers[?(@.image)].name}'
get deploy shop -o jsonpath='{..containerPort}'
get deploy shop -o jsonpath='{true} {1} {-2.5} {"a\tb"}'
get deploy shop -o jsonpath=.metadata.name
get deploy shop -o jsonpath-as-json='{.metadata.labels}'
get deploy shop -o jsonpath
get deploy -o custom-columns=NAME:.metadata.name,IMAGES:.spec.template.spec.containers[*].image,NONE:.nobody
get deploy -o custom-columns=NAME:.metadata.name --no-headers
get deploy -o custom-columns=A:{.spec.selector}
get deploy -o custom-columns
get deploy -o custom-columns=x
get svc -o go-template='{{range $i, $s := .items}}{{$i}} {{$s.metadata.name}}{{range $s.spec.ports}} {{.port}}/{{.protocol}}{{end}}{{"\n"}}{{end}}'
get nodes -o go-template='{{range .items}}{{if .spec.unschedulable}}no{{else}}yes{{end}} {{len .status.conditions}} {{.nobody}}{{end}}'
get secret password -o go-template='{{.data.word | base64decode}} {{index .data "word"}}'
get nodes -o go-template='{{.nobody'
describe pods
describe deploy shop
describe deploy
describe rs
describe ds
describe svc
describe node
describe ns default
describe cm settings
describe secret password
describe ep shop
describe ing
describe netpol
describe pvc
describe limits
describe role,rolebinding
describe pdb
describe hpa
describe sa default
describe pod nobody
describe nobody
describe
describe pv
describe deploy shop --show-events=false
explain pods
explain pod.spec
explain deploy.spec.strategy
explain deploy --recursive
explain pods.spec.containers.resources.limits
explain pods.nobody
explain nobody
explain
rollout history deploy/shop
rollout history deploy/shop --revision=1
rollout history deploy/shop --revision=7
rollout history cm/settings
rollout history
rollout status deploy/nobody
rollout status cm/settings
rollout nobody
api-versions
api-resources
api-resources -o wide
api-resources -o name
api-resources --api-group=apps
api-resources --namespaced=false --sort-by=name
api-resources x
config current-context
config get-contexts
config get-contexts nobody
config use-context nobody
config view
config view -o jsonpath='{.current-context}'
config nobody
cluster-info
version
version --nobody
version x
top nodes
top pods
events --for deploy/shop
events --types=Warning
nobody
getx
--nobody
--context=nobody get pods
--cluster=nobody get pods
--user=nobody get pods
-s http://127.0.0.1:1 get pods
logs
logs nobody
logs deploy/nobody
logs a b c
logs -l app=nobody
logs -l a=b x
exec
exec nobody
exec nobody ls
exec nobody -- ls
attach
port-forward
port-forward nobody 80
port-forward svc/nobody 80
wait deploy/shop
wait --for=nobody deploy/shop
wait --for=condition=available deploy/shop --timeout=x
wait --for=condition=nobody deploy/shop --timeout=0
wait --for=jsonpath='{.spec.replicas}'=2 deploy/shop
wait --for=jsonpath='{.spec.replicas}' deploy/shop
wait --for=delete deploy/nobody
wait --for=condition=available deploy/nobody
wait --for=condition=ready pod -l app=nobody
create deployment
create deployment web
create deployment web --image=nginx --dry-run=client -o yaml
create deployment web --image=nginx --port=80 --replicas=3 --dry-run=client -o json
create deployment web --image=nginx --image=b/redis:2 --dry-run=client -o yaml
create deployment web --image=nginx --dry-run=client -o yaml -- sh -c x
create deployment web --image=nginx --dry-run=client
create deployment web --image=nginx --dry-run=server
create deployment web --image=nginx --dry-run
create deployment web --image=nginx --dry-run=nobody
create service clusterip s --tcp=80:8080 --tcp=9 --dry-run=client -o yaml
create service nodeport s --tcp=80 --node-port=30001 --dry-run=client -o yaml
create service loadbalancer s --tcp=80 --dry-run=client -o yaml
create service externalname s --external-name a.b --dry-run=client -o yaml
create service clusterip s --clusterip=None --dry-run=client -o yaml
create service nodeport s
create service nobody
create namespace n --dry-run=client -o yaml
create cm c --from-literal=a=b --from-literal=c=1 --dry-run=client -o yaml
create cm c --from-literal=a
create cm c --from-literal=a=b --from-literal=a=c
create cm c --from-file=/nobody
create cm
create secret generic s --from-literal=a=b --dry-run=client -o yaml
create secret docker-registry r --docker-server=a --docker-username=b --docker-password=c --dry-run=client -o yaml
create secret tls x
create secret nobody
create job j --image=busybox --dry-run=client -o yaml -- date
create job j
create cronjob j --image=busybox '--schedule=* * * * *' --dry-run=client -o yaml -- date
create sa x --dry-run=client -o yaml
create quota q --hard=pods=3 --dry-run=client -o yaml
create ingress i --rule=foo.com/bar=svc:80 '--rule=foo.com/x*=svc:http,tls=a' --dry-run=client -o yaml
create
create nobody
run p --image=nginx --port=80 --env=A=b --labels=x=y --expose --dry-run=client -o yaml
run p --image=busybox --restart=Never --dry-run=client -o yaml --command -- sh -c x
run p --image=busybox --dry-run=client -o json -- sh -c x
run p
run --image=nginx
run p --image=busybox --rm
run p --image=busybox -t
expose deploy/shop --port=80,443 --name=w --dry-run=client -o yaml
expose deploy/shop --port=80 --type=NodePort --target-port=8080 --name=w --dry-run=client -o json
expose deploy/shop --name=w --dry-run=client -o yaml
expose ds/everywhere --port=80
expose deploy/nobody --port=80
expose cm/settings --port=80
scale deploy/shop
scale --replicas=2
scale --replicas=x
scale deploy/shop --replicas=2 --current-replicas=5
scale deploy/nobody --replicas=2
scale cm/settings --replicas=1
set image
set image deploy/shop
set image deploy/shop nobody=alpine
set image deploy/nobody web=alpine
set resources deploy/shop
set nobody
label
label deploy/shop
label deploy/shop app=other
label deploy/shop app=shop
annotate deploy/nobody a=b
patch deploy/shop
patch deploy/shop --type=nobody -p '{}'
patch deploy/shop -p '{a'
apply
apply nobody
apply -f
apply -f nobody.yaml
delete
delete deploy
delete nobody
delete pod nobody
delete pods --all -l a=b
delete -l a=b
delete pod/x --now --grace-period=3
delete cm -l a=b
delete deploy/shop svc/shop --dry-run=client
delete deploy/shop --dry-run=server
replace
cordon
cordon nobody
drain
drain nobody
drain nobody --ignore-daemonsets
taint
taint nodes minikube
taint nodes minikube x=y
taint nodes minikube x:Foo
taint nodes minikube a-
taint nodes nobody a=b:NoSchedule
autoscale deploy/shop
autoscale deploy/shop --min=4 --max=3
autoscale deploy/nobody --max=3
autoscale deploy/shop --min=2 --max=3 --cpu-percent=50 --name=h --dry-run=client -o yaml
autoscale deploy/shop --max=3 --dry-run=client -o json
auth can-i get pods
auth can-i get nobody
auth can-i get
auth can-i delete nodes --all-namespaces -q
auth whoami
diff
diff -f nobody.yaml
`
  .split('\n')
  .filter((line) => line !== '');

/** Command lines that change what they name, in this order. */
export const CHANGING = `
create deployment web --image=nginx
create deployment web --image=nginx
create deployment A_b --image=nginx
wait --for=condition=available deploy/web --timeout=20s
expose deploy/web --port=80 --type=NodePort
expose deploy/web --port=80 --type=NodePort
expose deploy/web --port=80 --name other
expose svc/web --port=81 --name third
expose deploy/web --port=80 --target-port=8080 --name fourth -o name
expose deploy web --port 80 --name fifth -o yaml
create service clusterip web --tcp=80
create cm settings --from-literal=a=b
create cm settings --from-literal=a=b
create secret generic password --from-literal=a=b
create secret generic password --from-literal=a=b
create sa robot
create quota small --hard=pods=30
create ns kube-system
run alone --image=nginx --port=80
run alone --image=nginx
run Wrong_Name --image=nginx
scale deploy/web --replicas=2
scale deploy web alone --replicas=2
scale deploy/web --replicas=2 --timeout=20s
rollout status deploy/web
rollout undo deploy/web
set image deploy/web nginx=alpine
set image deploy/web nginx=alpine
rollout status deploy/web
set env deploy/web A=b
set env deploy/web A-
set resources deploy/web --limits=cpu=100m
rollout pause deploy/web
rollout pause deploy/web
rollout resume deploy/web
rollout resume deploy/web
rollout restart deploy/web
rollout restart cm/settings
rollout status deploy/web
rollout history deploy/web
rollout undo deploy/web
rollout undo deploy/web --to-revision=77
rollout undo cm/settings
rollout status deploy/web
label deploy/web a=b
label deploy/web a=b
label deploy/web a=c
label deploy/web a=c --overwrite
label deploy/web a-
label deploy/web a-
label deploy/web a=b -o yaml
annotate deploy/web a=b
annotate deploy/web a-
annotate svc --all x=y
patch deploy/web -p '{"spec":{"replicas":1}}'
patch deploy/web -p '{"spec":{"replicas":1}}'
patch deploy/web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":0}]'
patch deploy/web --type=merge -p 'spec: {replicas: 1}'
apply -f MANIFEST
apply -f MANIFEST
apply -f CHANGED --dry-run=client
apply -f CHANGED --dry-run=server
apply -f CHANGED
apply -f CHANGED
get deploy shop -o yaml
apply -f CHANGED --server-side
apply view-last-applied deploy/shop
apply -f INVALID
apply -f UNKNOWN
apply -f BROKEN
apply -f NO_KIND
apply -f MISSPELT
create -f MANIFEST
replace -f MANIFEST
get svc -o yaml
get cm settings -o yaml
diff -f MANIFEST
autoscale deploy/web --max=3
autoscale deploy/web --max=3
get hpa
taint nodes minikube a=b:NoSchedule
taint nodes minikube a=b:NoSchedule
taint nodes minikube a=c:NoSchedule --overwrite
taint nodes minikube a-
cordon minikube
cordon minikube
get nodes
drain minikube --dry-run=client
uncordon minikube
uncordon minikube
delete -f MANIFEST
delete -f MANIFEST
delete -f MANIFEST --ignore-not-found
delete pod alone --force --grace-period=0
delete svc other third nobody
delete cm settings -o name
delete deploy --all
delete svc --all
delete secret,sa,quota --all
`
  .split('\n')
  .filter((line) => line !== '');
