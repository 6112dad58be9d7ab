/** One of everything, for commands that look. */
export const OBJECTS = `
{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {color: blue}, binaryData: {raw: AAEC}}
---
{apiVersion: v1, kind: Secret, metadata: {name: password}, stringData: {word: "1234"}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels: {app: shop}
  annotations:
    short: note
    long: an annotation of more than one hundred and forty characters, so that a description has to cut it somewhere in the middle of what it says, here
    lines: "one\\ntwo"
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}, matchExpressions: [{key: tier, operator: In, values: [front, back]}]}
  template:
    metadata: {labels: {app: shop, tier: front}, annotations: {made: "by hand"}}
    spec:
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{key: night, operator: Exists, effect: NoSchedule}, {operator: Exists, effect: NoExecute, tolerationSeconds: 30}]
      containers:
      - name: web
        image: nginx
        args: [nginx, -g, "daemon off;"]
        ports: [{containerPort: 80, name: http}, {containerPort: 81}]
        env:
        - {name: PLAIN, value: "1"}
        - {name: LINES, value: "one\\ntwo"}
        - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: LIMIT, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
        - {name: COLOR, valueFrom: {configMapKeyRef: {name: settings, key: color}}}
        - {name: WORD, valueFrom: {secretKeyRef: {name: password, key: word, optional: true}}}
        envFrom: [{configMapRef: {name: settings}}, {prefix: S_, secretRef: {name: password}}]
        resources: {limits: {cpu: 500m, memory: 64Mi}, requests: {cpu: 100m}}
        livenessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 300}
        readinessProbe: {exec: {command: [cat, /etc/hostname]}}
        startupProbe: {tcpSocket: {port: 80}}
        volumeMounts: [{name: settings, mountPath: /settings, readOnly: true}, {name: scratch, mountPath: /scratch, subPath: x}]
      - {name: side, image: busybox, command: [sh, -c, "sleep 1\\nsleep 2"]}
      volumes:
      - {name: settings, configMap: {name: settings}}
      - {name: scratch, emptyDir: {}}
      - {name: host, hostPath: {path: /tmp}}
      - {name: secret, secret: {secretName: password}}
      - {name: mixed, projected: {sources: [{configMap: {name: settings}}, {downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}}]}}
      - {name: self, downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: shop}, spec: {type: NodePort, selector: {app: shop}, ports: [{name: http, port: 80, targetPort: http}, {name: more, port: 81}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: outside}, spec: {type: ExternalName, externalName: example.org}}
---
{apiVersion: v1, kind: Service, metadata: {name: headless}, spec: {clusterIP: None, selector: {app: shop}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: everywhere}
spec:
  selector: {matchLabels: {app: everywhere}}
  template: {metadata: {labels: {app: everywhere}}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: door}, spec: {tls: [{hosts: [a.b], secretName: password}], rules: [{host: a.b, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}, {path: /x, pathType: Exact, backend: {service: {name: nobody, port: {name: http}}}}]}}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: wall}, spec: {podSelector: {matchLabels: {a: b}}, policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {matchLabels: {a: b}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80}]}], egress: [{to: [{namespaceSelector: {}}]}]}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: disk}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: LimitRange, metadata: {name: bounds}, spec: {limits: [{type: Container, max: {memory: 1Gi}, default: {memory: 64Mi}}]}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: reader}, rules: [{apiGroups: ["", apps], resources: [pods, deployments/scale], verbs: [get, list]}, {apiGroups: [""], resources: [pods], resourceNames: [a], verbs: [delete]}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: readers}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}, subjects: [{kind: ServiceAccount, name: default, namespace: default}]}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: budget}, spec: {minAvailable: 1, selector: {matchLabels: {app: shop}}}}
---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: scaler}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}, maxReplicas: 3, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}}
`;
